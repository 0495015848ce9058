/** What a run of `strata check` comes to. */
export interface CheckResult {
  /** What it prints. */
  readonly text: string;
  /** Whether there are no errors; otherwise the command exits with code 1. */
  readonly ok: boolean;
}
