/** What a run of `strata check` comes to. */
export interface CheckResult {
  /** What it prints. */
  readonly text: string;
  /** Whether there is nothing to mend; otherwise the command leaves exit code 1. */
  readonly ok: boolean;
}
