import { Listr, type ListrTaskWrapper } from "listr2";
import { formatSeconds } from "./counts";

/** Shows what happens to each stack, as it happens. */
export interface Progress {
  /** What is being done to a stack, with how many resources are through where that is known. */
  step(stack: string, text: string, resources?: { readonly done: number; readonly all: number }): void;
  warn(stack: string, text: string): void;
  /** The last word on a stack. */
  end(stack: string, state: "done" | "failed" | "left", text: string): void;
  /** Resolves when everything is on the screen. */
  close(): Promise<void>;
}

/** A live list on a terminal; one line per event elsewhere, and where questions are asked in between. */
export function createProgress(stacks: readonly string[], live: boolean = process.stdout.isTTY === true): Progress {
  return live ? new LiveProgress(stacks) : new LineProgress(stacks);
}

function withCount(text: string, resources?: { readonly done: number; readonly all: number }): string {
  return resources ? `${text} ${resources.done}/${resources.all}` : text;
}

/** Lines for logs: each step once, and the count of resources every few seconds. */
class LineProgress implements Progress {
  private readonly begun = new Map<string, number>();
  private readonly last = new Map<string, { text: string; at: number }>();
  private readonly width: number;

  constructor(stacks: readonly string[]) {
    this.width = Math.max(...stacks.map((stack) => stack.length));
  }

  step(stack: string, text: string, resources?: { readonly done: number; readonly all: number }): void {
    const now = performance.now();
    if (!this.begun.has(stack)) this.begun.set(stack, now);
    const last = this.last.get(stack);
    if (last?.text === text && now - last.at < 5_000) return;
    this.last.set(stack, { text, at: now });
    this.print(stack, withCount(text, resources));
  }

  warn(stack: string, text: string): void {
    this.print(stack, `warning: ${text}`);
  }

  end(stack: string, state: "done" | "failed" | "left", text: string): void {
    const begun = this.begun.get(stack);
    const time = begun === undefined ? "" : `, ${formatSeconds(performance.now() - begun)}`;
    this.print(stack, `${state}: ${text}${time}`);
  }

  async close(): Promise<void> {}

  private print(stack: string, text: string): void {
    console.log(`${stack.padEnd(this.width)}  ${text}`);
  }
}

interface Row {
  readonly begun: number;
  text: string;
  task?: ListrTaskWrapper<unknown, never, never>;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** A list that is drawn again and again, one line per stack, with the time that it takes. */
class LiveProgress implements Progress {
  private readonly rows = new Map<string, Row>();
  private readonly warnings: string[] = [];
  private readonly drawn: Promise<unknown>;
  private readonly width: number;
  private readonly timer: NodeJS.Timeout;

  constructor(stacks: readonly string[]) {
    this.width = Math.max(...stacks.map((stack) => stack.length));
    const list = new Listr(
      stacks.map((stack) => ({
        title: `${stack.padEnd(this.width)}  waits`,
        task: (_: unknown, task: unknown) =>
          new Promise<void>((resolve, reject) => {
            const row = { begun: 0, text: "waiting", task: task as Row["task"], resolve, reject };
            this.rows.set(stack, row as Row);
          }),
      })),
      {
        concurrent: true,
        exitOnError: false,
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, showErrorMessage: false, suffixSkips: false },
      },
    );
    this.drawn = list.run().catch(() => undefined);
    this.timer = setInterval(() => {
      for (const stack of this.rows.keys()) this.draw(stack);
    }, 1_000);
  }

  step(stack: string, text: string, resources?: { readonly done: number; readonly all: number }): void {
    const row = this.rows.get(stack);
    if (!row) return;
    this.rows.set(stack, { ...row, begun: row.begun || performance.now(), text: withCount(text, resources) });
    this.draw(stack);
  }

  warn(stack: string, text: string): void {
    this.warnings.push(`${stack}  warning: ${text}`);
  }

  end(stack: string, state: "done" | "failed" | "left", text: string): void {
    this.step(stack, text);
    const row = this.rows.get(stack);
    this.rows.delete(stack);
    if (state === "done") row?.resolve();
    else row?.reject(new Error(text));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.drawn;
    for (const warning of this.warnings) console.log(warning);
  }

  private draw(stack: string): void {
    const row = this.rows.get(stack);
    if (!row?.task) return;
    const time = row.begun === 0 ? "" : `  ${formatSeconds(performance.now() - row.begun)}`;
    row.task.title = `${stack.padEnd(this.width)}  ${row.text}${time}`;
  }
}
