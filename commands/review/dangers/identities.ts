import { arnOf, ofType } from "../../../policies/access/arns";
import type { IamModel, Policy } from "../../../policies/access/iam-model";
import { itemsOf } from "../../../policies/platform";
import type { LinkedStack, Resource } from "../../../synthesized/linked-stack";
import { interpolate } from "../../../synthesized/reference";
import { textOf } from "../../../synthesized/value";

/** A role with all that a stack says it may do. */
export interface Identity {
  readonly resource: Resource;
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly trust: unknown;
  readonly policies: readonly Policy[];
  readonly boundary: Policy;
  /** Policies of AWS, whose documents no stack holds, by ARN. */
  readonly unread: readonly string[];
}

/** The roles of a revision, by stack and address, and what else decides over their calls. */
export interface Identities {
  readonly model: IamModel;
  readonly roles: ReadonlyMap<string, Identity>;
}

const everything = {
  name: "no boundary",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/**
 * Reads what roles may do, with policies in the role itself. Names that only an apply knows are made up from the
 * address, alike in both revisions, so that a policy is never left out because a part of it is unknown.
 */
export function identitiesOf(stacks: readonly LinkedStack[]): Identities {
  const documents = new Map(ofType(stacks, "aws_iam_policy").map((policy) => [arnOf(policy), policyOf(policy)]));
  const attached = ofType(stacks, "aws_iam_role_policy_attachment").map((resource) => ({
    role: nameIn(resource, "role"),
    policy: nameIn(resource, "policy_arn"),
  }));
  const inline = ofType(stacks, "aws_iam_role_policy").map((resource) => ({
    role: nameIn(resource, "role"),
    policy: policyOf(resource),
  }));
  const roles = ofType(stacks, "aws_iam_role").map((resource): [string, Identity] => {
    const { block, stack, address } = resource;
    const name = nameIn(resource, "name");
    // A role is named by its name or its id, which is the name.
    const isOwn = ({ role }: { readonly role: string }) => role === name || role === placeholder(`${address}.id`);
    const arns = [...attached.filter(isOwn).map(({ policy }) => policy), ...literals(block.managed_policy_arns)];
    const boundary = block.permissions_boundary === undefined ? "" : nameIn(resource, "permissions_boundary");
    const identity = {
      resource,
      name,
      arn: arnOf(resource),
      account: stack.account,
      trust: documentIn(resource, "assume_role_policy"),
      policies: [
        ...arns.flatMap((arn) => documents.get(arn) ?? []),
        ...inline.filter(isOwn).map(({ policy }) => policy),
      ],
      boundary: { ...(documents.get(boundary) ?? everything), name: "boundary" },
      unread: arns.filter((arn) => !documents.has(arn)),
    };
    return [`${stack.id} ${address}`, identity];
  });
  const keys = [...ofType(stacks, "aws_kms_key"), ...ofType(stacks, "aws_kms_replica_key")].map(
    (key) => [arnOf(key), { policy: documentIn(key, "policy"), aliases: [] }] as const,
  );
  const buckets = ofType(stacks, "aws_s3_bucket_policy").map(
    (policy) => [`arn:aws:s3:::${nameIn(policy, "bucket")}`, documentIn(policy, "policy")] as const,
  );
  const model = { roles: new Map(), inlineOf: () => [], keys: new Map(keys), buckets: new Map(buckets) };
  return { model, roles: new Map(roles) };
}

function policyOf(resource: Resource): Policy {
  return { name: nameIn(resource, "name") || resource.address, policy: documentIn(resource, "policy") };
}

/** The document with its statements in a list; one without statements where the argument is no policy. */
function documentIn(resource: Resource, argument: string): unknown {
  const none = { Version: "2012-10-17", Statement: [] };
  try {
    const { Statement = [], ...rest } = JSON.parse(nameIn(resource, argument)) as Record<string, unknown>;
    return { ...rest, Statement: itemsOf(Statement) };
  } catch {
    return none;
  }
}

/** An argument as AWS will get it; what only an apply knows is made up from its address. */
function nameIn({ stack, block }: Resource, argument: string): string {
  const value = block[argument];
  const whole = textOf(stack, value, known);
  if (whole !== undefined) return whole;
  const text = interpolate(String(value ?? ""), ({ text }) => textOf(stack, `\${${text}}`, known));
  return text.replaceAll(/\$\{([^}]*)\}/g, (_, expression: string) => placeholder(expression));
}

function known(resource: Resource, attribute: string): string | undefined {
  if (attribute === "name" && typeof resource.block.name === "string") return resource.block.name;
  if (attribute !== "arn") return undefined;
  try {
    return arnOf(resource);
  } catch {
    return `arn:aws:${resource.type.split("_")[1]}:${resource.region}:${resource.stack.account}:${resource.address}`;
  }
}

function placeholder(expression: string): string {
  return expression.replaceAll(/[^\w.-]+/g, "-");
}

function literals(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
