import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProcess, isAlive, type StartedProcess } from "../processes";
import { parseEvent } from "./events";

/** What an apply that did not end by itself had done when it was killed. */
export interface Unfinished {
  /** Resources that were created, by address, with the id that AWS gave them. */
  readonly created: ReadonlyMap<string, string>;
  /** Resources whose creation was under way: they may exist or not. */
  readonly underWay: readonly string[];
}

/** A resource that AWS refused to create because it exists, which is the platform's own: the next deploy imports it. */
export interface ExistingResource {
  readonly address: string;
  /** What imports it. */
  readonly id: string;
}

/**
 * Our own notes on the apply of a stack: which process runs it, and what Terraform says, as it says it. Terraform
 * writes the journal itself, so it is whole even when we are killed. An apply that ended by itself leaves no notes
 * but the resources that it found in its way.
 */
export class ApplyJournal {
  readonly journal: string;
  readonly errors: string;
  readonly plan: string;
  private readonly process: string;
  private readonly inTheWay: string;

  constructor(private readonly folder: string) {
    this.journal = join(folder, "apply.jsonl");
    this.errors = join(folder, "apply.stderr");
    this.plan = join(folder, "plan");
    this.process = join(folder, "process.json");
    this.inTheWay = join(folder, "existing.json");
  }

  /** Makes room for the notes of a run. Plans hold secrets: no other user may read them. */
  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  begin(process: StartedProcess): void {
    writeFileSync(this.process, JSON.stringify(process));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Keeps what the next deploy imports. */
  keepExisting(resources: readonly ExistingResource[]): void {
    if (resources.length === 0) return;
    this.open();
    writeFileSync(this.inTheWay, JSON.stringify(resources));
  }

  /** What the last apply found in its way. */
  existing(): readonly ExistingResource[] {
    if (!existsSync(this.inTheWay)) return [];
    return JSON.parse(readFileSync(this.inTheWay, "utf8")) as ExistingResource[];
  }

  /** The apply that was begun and never ended by itself, or undefined. */
  unfinished(): Unfinished | undefined {
    if (!existsSync(this.journal)) return undefined;
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
    return { created, underWay: [...underWay] };
  }

  /**
   * Process id of the apply that the notes are about, while it runs; undefined where it does not, "unknown" where the
   * system does not list its processes. The journal exists before Terraform starts, and the note of its process only after
   * that: where the note is missing or belongs to an earlier apply, the processes of the machine show it.
   */
  running(): number | "unknown" | undefined {
    if (!existsSync(this.journal)) return undefined;
    const noted = this.noted();
    // No other apply has this plan.
    return noted && isAlive(noted) ? noted.pid : findProcess("apply", this.plan);
  }

  /** The process that was noted last. Half a note, of a strata that was killed, is worth as much as none. */
  private noted(): StartedProcess | undefined {
    try {
      return JSON.parse(readFileSync(this.process, "utf8")) as StartedProcess;
    } catch {
      return undefined;
    }
  }
}
