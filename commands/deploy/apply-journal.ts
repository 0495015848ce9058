import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../emulator/record";
import { parseEvent } from "./events";

/** The Terraform process of an apply. */
export interface ApplyProcess {
  readonly pid: number;
  readonly identity: string;
}

/** What an apply that did not end by itself had done when it was killed. */
export interface Unfinished {
  readonly process: ApplyProcess;
  /** Resources that were created, by address, with the id that AWS gave them. */
  readonly created: ReadonlyMap<string, string>;
  /** Resources whose creation was under way: they may exist or not. */
  readonly underWay: readonly string[];
}

/**
 * Our own notes on the apply of a stack: which process runs it, and what Terraform says, as it says it. Terraform
 * writes the journal itself, so it is whole even when we are killed. An apply that ended by itself leaves no notes.
 */
export class ApplyJournal {
  readonly journal: string;
  readonly errors: string;
  readonly plan: string;
  private readonly process: string;

  constructor(private readonly folder: string) {
    this.journal = join(folder, "apply.jsonl");
    this.errors = join(folder, "apply.stderr");
    this.plan = join(folder, "plan");
    this.process = join(folder, "process.json");
  }

  /** Makes room for the notes of a run. Plans hold secrets: no other user may read them. */
  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  begin(process: ApplyProcess): void {
    writeFileSync(this.process, JSON.stringify(process));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The apply that was begun and never ended by itself, or undefined. */
  unfinished(): Unfinished | undefined {
    if (!existsSync(this.process) || !existsSync(this.journal)) return undefined;
    const process = JSON.parse(readFileSync(this.process, "utf8")) as ApplyProcess;
    const created = new Map<string, string>();
    const underWay = new Set<string>();
    for (const line of readFileSync(this.journal, "utf8").split("\n")) {
      const event = parseEvent(line);
      if (event?.kind === "began" && event.action === "create") underWay.add(event.address);
      if (event?.kind === "finished" && event.action === "create" && event.id !== undefined) {
        created.set(event.address, event.id);
      }
      if (event?.kind === "finished" && event.action === "delete") created.delete(event.address);
      if (event?.kind === "finished" || event?.kind === "failed") underWay.delete(event.address);
    }
    return { process, created, underWay: [...underWay] };
  }

  /** Whether the apply that the notes are about still runs. */
  isRunning(): boolean {
    const unfinished = this.unfinished();
    return unfinished !== undefined && isAlive(unfinished.process);
  }
}
