import type { Severity } from "../../policies/types";

/** A resource that breaks a rule, be it checkov's or the platform's. */
export interface Violation {
  readonly source: "checkov" | "platform";
  /** As in `CKV_AWS_144` or `STRATA006`. */
  readonly id: string;
  readonly title: string;
  /** What exactly was seen. Absent where the title says it all. */
  readonly detail?: string;
  /** Absent for checkov, which knows severities on its platform only. */
  readonly severity?: Severity;
  readonly control?: string;
  readonly fix?: string;
  /** Stack, as in `prod-security`. */
  readonly stack: string;
  readonly environment: string;
  readonly layer: string;
  readonly address: string;
  /** Construct path below the stack. */
  readonly path: string;
  /** File of the repository that builds the stack. */
  readonly file: string;
}

/** What one of the two sources found in all stacks. */
export interface Outcome {
  /** How many checks were made: rule times resource for checkov, rules for the platform. */
  readonly checks: number;
  readonly violations: readonly Violation[];
}

/** The file that builds a layer. */
export function layerFile(layer: string): string {
  return `layers/${layer}/stack.ts`;
}
