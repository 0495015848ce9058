import type { Block } from "../../synthesized/stack";
import { arnOf, placeOf, resolve, type Stacks, stackOf } from "./resolve";

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
  /** By ARN. */
  readonly keys: ReadonlyMap<string, Key>;
  /** Bucket policies by the ARN of their bucket. */
  readonly buckets: ReadonlyMap<string, unknown>;
}

/** Reads roles, managed policies, boundaries, key policies and bucket policies out of the synthesized stacks. */
export function iamModelOf(stacks: Stacks): IamModel {
  const policies = new Map(
    all(stacks, "aws_iam_policy", (stackId, id, text): [string, Policy] => [
      arnOf(stacks, stackId, "aws_iam_policy", id),
      { name: text("name"), policy: JSON.parse(text("policy")) },
    ]),
  );
  const find = (arn: string): Policy => {
    const policy = policies.get(arn);
    if (!policy) throw new Error(`There is no policy ${arn}`);
    return policy;
  };
  const attachments = all(stacks, "aws_iam_role_policy_attachment", (_, __, text) => ({
    role: text("role"),
    policy: text("policy_arn"),
  }));
  const roles = all(stacks, "aws_iam_role", (stackId, id, text): Role => {
    const name = text("name");
    return {
      name,
      arn: arnOf(stacks, stackId, "aws_iam_role", id),
      account: placeOf(stackOf(stacks, stackId)).account,
      trust: JSON.parse(text("assume_role_policy")),
      policies: attachments.filter(({ role }) => role === name).map(({ policy }) => find(policy)),
      boundary: { name: "boundary", policy: find(text("permissions_boundary")).policy },
    };
  });
  const aliases = all(stacks, "aws_kms_alias", (stackId, _, __, args) => ({
    name: String(args.name),
    // A key is looked for by its ARN, whichever of its attributes the alias names.
    key: resolve(stacks, stackId, String(args.target_key_id).replace(/\.key_id}$/, ".arn}")),
  }));
  const keys = ["aws_kms_key", "aws_kms_replica_key"].flatMap((type) =>
    all(stacks, type, (stackId, id, text): [string, Key] => {
      const arn = arnOf(stacks, stackId, type, id);
      const names = aliases.filter(({ key }) => key === arn).map(({ name }) => name);
      return [arn, { policy: JSON.parse(text("policy")), aliases: names }];
    }),
  );
  const buckets = all(stacks, "aws_s3_bucket_policy", (_, __, text): [string, unknown] => [
    `arn:aws:s3:::${text("bucket")}`,
    JSON.parse(text("policy")),
  ]);
  return { roles: new Map(roles.map((role) => [role.name, role])), keys: new Map(keys), buckets: new Map(buckets) };
}

/** What `read` makes of each resource of the type; `text` gives an argument with its references resolved. */
function all<T>(
  stacks: Stacks,
  type: string,
  read: (stackId: string, id: string, text: (argument: string) => string, args: Block) => T,
): T[] {
  return Object.entries(stacks).flatMap(([stackId, json]) =>
    Object.entries(json.resource?.[type] ?? {}).map(([id, args]) =>
      read(stackId, id, (argument) => resolve(stacks, stackId, String(args[argument])), args),
    ),
  );
}
