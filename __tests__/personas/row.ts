import type { Request } from "../../policies/access/simulate";
import type { ClusterCall } from "./cluster";
import type { Site } from "./sites";

/** Who may: `A` allow, `D` deny, in dev, stage and prod. dr follows prod. */
type Verdicts = `${"A" | "D"} ${"A" | "D"} ${"A" | "D"}`;

/** One line of the persona access matrix. */
export interface Row {
  readonly action: string;
  readonly developer: Verdicts;
  readonly deployer: Verdicts;
  readonly operations: Verdicts;
  readonly "ai-engineer": Verdicts;
  /** Calls that make up the action: all allowed in a cell with A, all denied in one with D. */
  readonly calls: (site: Site) => readonly Request[];
  /** Further calls that the action needs; allowed in a cell with A, of no interest in one with D. */
  readonly also?: (site: Site) => readonly Request[];
  /** Calls that Kubernetes decides, in the namespace of a service: alike. */
  readonly inCluster?: readonly ClusterCall[];
  readonly tags?: (site: Site) => Readonly<Record<string, string>>;
}

/** Verdicts that several rows share. */
export const always = "A A A";
export const never = "D D D";
export const sandbox = "A D D";
export const workshop = "A A D";
export const noPersona = { developer: never, deployer: never, operations: never, "ai-engineer": never } as const;
