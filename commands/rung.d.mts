/** How a rung of the test ladder went. */
export interface Rung {
  readonly title: string;
  readonly passed: boolean;
  /** Milliseconds from start to end. */
  readonly wall: number;
  /**
   * Milliseconds of CPU time of the rung and of every process that it waited for, not of what it left in the background.
   * Undefined where the system does not tell.
   */
  readonly cpu: number | undefined;
  /** What it printed, if that was held. */
  readonly output: Buffer | undefined;
}

export interface RungOptions {
  readonly cwd: string;
  /** Yield the processors to other programs. Default: false. */
  readonly lowPriority?: boolean;
  /** Return the output instead of printing it, so that it does not mix with that of another rung. Default: false. */
  readonly held?: boolean;
}

/**
 * Runs a Node program as a rung of the ladder.
 * @param title what messages call it
 * @param program path of the program
 */
export function runRung(title: string, program: string, args: readonly string[], options: RungOptions): Promise<Rung>;

/** Prints how a rung went, after its output if that was held. */
export function report(rung: Rung): void;

/** As in `12.3 s`. */
export function seconds(milliseconds: number): string;
