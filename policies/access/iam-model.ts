import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import { argumentOf, arnOf, ofType } from "./arns";

export interface Policy {
  readonly name: string;
  /** The document. */
  readonly policy: unknown;
}

/** A role as AWS would know it after an apply. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly trust: unknown;
  readonly policies: readonly Policy[];
  readonly boundary: Policy;
}

interface Key {
  readonly policy: unknown;
  readonly aliases: readonly string[];
}

/** Everything IAM decides by, in all accounts. */
export interface IamModel {
  /** By name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The policies in a role itself, as roles of services have them. */
  readonly inlineOf: (role: string) => readonly Policy[];
  /** By ARN. */
  readonly keys: ReadonlyMap<string, Key>;
  /** Bucket policies by the ARN of their bucket. */
  readonly buckets: ReadonlyMap<string, unknown>;
}

/** Reads roles, managed policies, boundaries, key policies and bucket policies out of the synthesized stacks. */
export function iamModelOf(stacks: readonly LinkedStack[]): IamModel {
  const policies = new Map(
    ofType(stacks, "aws_iam_policy").map((policy): [string, Policy] => [
      arnOf(policy),
      { name: argumentOf(policy, "name"), policy: documentOf(policy, "policy") },
    ]),
  );
  const find = (arn: string): Policy => {
    const policy = policies.get(arn);
    if (!policy) throw new Error(`No stack holds the document of the policy ${arn}`);
    return policy;
  };
  const attachments = ofType(stacks, "aws_iam_role_policy_attachment").map((attachment) => ({
    role: argumentOf(attachment, "role"),
    policy: argumentOf(attachment, "policy_arn"),
  }));
  const inline = ofType(stacks, "aws_iam_role_policy").map((policy) => ({
    role: argumentOf(policy, "role"),
    policy,
  }));
  const roles = ofType(stacks, "aws_iam_role").map((role): [string, Role] => {
    const name = argumentOf(role, "name");
    const attached = attachments.filter((attachment) => attachment.role === name);
    return [
      name,
      {
        name,
        arn: arnOf(role),
        account: role.stack.account,
        trust: documentOf(role, "assume_role_policy"),
        // Looked up on first use: a control plane in Auto Mode carries policies of AWS, whose documents no stack has.
        get policies() {
          return attached.map(({ policy }) => find(policy));
        },
        boundary: { name: "boundary", policy: find(argumentOf(role, "permissions_boundary")).policy },
      },
    ];
  });
  const aliases = ofType(stacks, "aws_kms_alias").map(({ stack, block }) => ({
    name: String(block.name),
    keys: targetsIn(stack, block.target_key_id).map(({ resource }) => resource),
  }));
  const keys = [...ofType(stacks, "aws_kms_key"), ...ofType(stacks, "aws_kms_replica_key")].map(
    (key): [string, Key] => {
      const names = aliases.filter((alias) => alias.keys.includes(key)).map(({ name }) => name);
      return [arnOf(key), { policy: documentOf(key, "policy"), aliases: names }];
    },
  );
  const buckets = ofType(stacks, "aws_s3_bucket_policy").map((policy): [string, unknown] => [
    `arn:aws:s3:::${argumentOf(policy, "bucket")}`,
    documentOf(policy, "policy"),
  ]);
  // Looked up on first use: they name resources of all types.
  const inlineOf = (role: string) =>
    inline
      .filter((one) => one.role === role)
      .map(({ policy }) => ({ name: argumentOf(policy, "name"), policy: documentOf(policy, "policy") }));
  return { roles: new Map(roles), inlineOf, keys: new Map(keys), buckets: new Map(buckets) };
}

/** The policies of a role; none where one is AWS's own, whose document no stack has. */
export function knownPolicies(role: Role): readonly Policy[] {
  try {
    return role.policies;
  } catch {
    return [];
  }
}

function documentOf(resource: Resource, argument: string): unknown {
  return JSON.parse(argumentOf(resource, argument));
}
