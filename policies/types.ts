import type { LinkedStack, Resource } from "../synthesized/linked-stack";

/** How much an environment is worth protecting, from least to most. */
export type Tier = "sandbox" | "nonproduction" | "production";

/** All stacks of all environments. In their arguments a boolean or a number may be a text, which `valueAt` reads. */
export interface Platform {
  readonly stacks: readonly LinkedStack[];
  /** Numbers that tiers ask of values of an environment file, by key in dots. A tier that asks for none has none. */
  readonly limits: ReadonlyMap<string, Readonly<Partial<Record<Tier, number>>>>;
  /** By service principal: whether the service says for whom it acts when it assumes a role. Others are not known. */
  readonly sourcesOnTrust: ReadonlyMap<string, boolean>;
}

/** One resource that breaks a rule. */
export interface Finding {
  readonly resource: Resource;
  /** What exactly was seen, as a sentence without a final dot. */
  readonly detail: string;
}

export type Severity = "critical" | "high" | "medium" | "low";

/** What must hold for the synthesized platform. A rule reads nothing but what it is given. */
export interface Rule {
  /** `STRATA001` and so on; a number is never used again. */
  readonly id: string;
  /** What holds when the rule is kept, in a few words. */
  readonly title: string;
  readonly severity: Severity;
  /** The control it serves: AWS Foundational Security Best Practices, CIS, or a Well-Architected best practice. */
  readonly control: string;
  /** Why breaking the rule is harmful. */
  readonly cause: string;
  readonly fix: string;
  readonly check: (platform: Platform) => readonly Finding[];
}
