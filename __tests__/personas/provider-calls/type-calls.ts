import { argumentOf } from "../../../policies/access/arns";
import type { Resource } from "../../../synthesized/linked-stack";
import { targetsIn } from "../../../synthesized/target";

/** A resource of a stack, as those who say what the provider calls for it need it. */
export interface Made {
  readonly resource: Resource;
  readonly account: string;
  readonly region: string;
  /** `<organization>-<environment>`, which names begin with. */
  readonly prefix: string;
  /** An argument with its references resolved. */
  readonly text: (argument: string) => string;
  /** What an argument refers to, at any depth. */
  readonly targets: (argument: string) => readonly Resource[];
  /** ARN in its region and account. */
  readonly arn: (service: string, rest: string) => string;
}

/**
 * Calls that the provider makes for a type to create, read, change, tag and delete it. Actions are separated by blanks.
 * Each is asked about on every one of the ARNs that it can be about, and on `*` where AWS knows no resource for it.
 */
export interface Calls {
  /** ARNs of the resource, and of others that a call names as well. */
  readonly on?: (made: Made) => readonly string[];
  readonly read?: string;
  readonly change?: string;
  /** Deletions of data. Above tier sandbox the boundary asks for the break-glass tag. */
  readonly lose?: string;
  /** What the boundary keeps for an administrator. */
  readonly administrator?: string;
  /** Condition keys, for the actions that have them. */
  readonly context?: (made: Made) => Readonly<Record<string, string>>;
}

/** The calls for a type: groups of them, each about its own ARNs; chosen by resource where one type is made in two ways. */
export type TypeCalls = readonly Calls[] | ((made: Made) => readonly Calls[]);

export function madeOf(resource: Resource): Made {
  const { stack, region } = resource;
  const { account } = stack;
  return {
    resource,
    account,
    region,
    prefix: `strata-${stack.environment}`,
    text: (argument) => argumentOf(resource, argument),
    targets: (argument) => targetsIn(stack, resource.block[argument]).map((target) => target.resource),
    arn: (service, rest) => `arn:aws:${service}:${region}:${account}:${rest}`,
  };
}

/** Calls about what is called by an argument: `named("sqs", "name")`, or `named("rds", "name", "subgrp:")`. */
export const named =
  (service: string, argument: string, before = "") =>
  ({ arn, text }: Made) => [arn(service, `${before}${text(argument)}`)];

/** Actions of RDS and ElastiCache, which name them alike. */
export function actionsOf(service: "elasticache" | "rds") {
  const actions = (...names: readonly string[]) => names.map((name) => `${service}:${name}`).join(" ");
  const tags = ["AddTagsToResource", "RemoveTagsFromResource"];
  return {
    /** Reads the tags too. */
    reads: (...names: readonly string[]) => actions(...names, "ListTagsForResource"),
    /** Changes the tags too. */
    changes: (...names: readonly string[]) => actions(...names, ...tags),
    /** Creates, modifies, tags and deletes. */
    makes: (thing: string, ...more: readonly string[]) =>
      actions(`Create${thing}`, `Modify${thing}`, `Delete${thing}`, ...more, ...tags),
    actions,
    /** About what is called by an argument, with its type: `named("name", "subgrp")`. */
    named: (argument: string, type: string) => named(service, argument, `${type}:`),
  };
}

/** Calls about what AWS names by an id: `known("ec2", "vpc/vpc-1a2b")`. */
export const known =
  (service: string, ...rest: readonly string[]) =>
  ({ arn }: Made) =>
    rest.map((one) => arn(service, one));

/** What a service that is given a key asks of KMS in the name of its caller. */
export function keysThrough(service: string, keys: (made: Made) => readonly string[]): Calls {
  return {
    on: keys,
    change: "kms:CreateGrant kms:DescribeKey kms:GenerateDataKey",
    context: ({ region }) => ({
      "kms:ViaService": `${service}.${region}.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
    }),
  };
}

/** A role handed to a service. */
export function passes(role: (made: Made) => string, service: string): Calls {
  return {
    on: (made) => [role(made)],
    change: "iam:PassRole",
    context: () => ({ "iam:PassedToService": service }),
  };
}
