/** How much an environment is worth protecting, from least to most. */
export type Tier = "sandbox" | "nonproduction" | "production";

/** The arguments of a resource, as Terraform JSON has them: a boolean or a number may be a text, which `valueAt` reads. */
export type Block = Readonly<Record<string, unknown>>;

/** A resource of a synthesized stack. */
export interface Resource {
  /** Address within the stack, as in `aws_kms_key.logs`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Construct path below the stack, as in `flow-logs/role`; the address where nobody wrote one down. */
  readonly path: string;
  /** Region of the provider that the resource uses. */
  readonly region: string;
  readonly block: Block;
  readonly stack: PolicyStack;
}

/** A synthesized stack, as far as a rule may look into it. */
export interface PolicyStack {
  /** `<environment>-<layer>`. */
  readonly id: string;
  readonly environment: string;
  readonly layer: string;
  readonly tier: Tier;
  readonly account: string;
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Values of the outputs, by name. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** The stacks whose state it reads, by the logical id of the remote-state data source. */
  readonly producers: ReadonlyMap<string, PolicyStack>;
}

/** All stacks of all environments. */
export interface Platform {
  readonly stacks: readonly PolicyStack[];
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
