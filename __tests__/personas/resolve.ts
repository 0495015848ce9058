import type { Block, StackJson } from "../../synthesized/stack";

/** Synthesized stacks by id. */
export type Stacks = Readonly<Record<string, StackJson>>;

interface Resource {
  readonly id: string;
  /** Arguments, their references resolved as soon as they are read. */
  readonly text: (argument: string) => string;
  readonly args: Block;
  readonly account: string;
  readonly region: string;
}

/** The ARN that AWS will give a resource of each type; what it makes up itself (a key's id) comes from the address. */
const arnForms: Readonly<Record<string, (resource: Resource) => string>> = {
  aws_cloudwatch_log_group: ({ args, account, region }) => `arn:aws:logs:${region}:${account}:log-group:${args.name}`,
  aws_emrserverless_application: ({ id, account, region }) =>
    `arn:aws:emr-serverless:${region}:${account}:/applications/${id}`,
  aws_iam_policy: ({ args, account }) => `arn:aws:iam::${account}:policy${args.path ?? "/"}${args.name}`,
  aws_iam_role: ({ args, account }) => `arn:aws:iam::${account}:role${args.path ?? "/"}${args.name}`,
  aws_kms_key: ({ id, args, account, region }) =>
    `arn:aws:kms:${region}:${account}:key/${args.multi_region ? "mrk-" : ""}${id}`,
  aws_kms_replica_key: ({ text, account, region }) =>
    `arn:aws:kms:${region}:${account}:key/${text("primary_key_arn").split("/").at(-1)}`,
  aws_lambda_function: ({ args, account, region }) =>
    `arn:aws:lambda:${region}:${account}:function:${args.function_name}`,
  aws_s3_bucket: ({ args }) => `arn:aws:s3:::${args.bucket}`,
  aws_sqs_queue: ({ args, account, region }) => `arn:aws:sqs:${region}:${account}:${args.name}`,
};

/** Account and region a stack works in, through its own provider or another that a resource names. */
export function placeOf(stack: StackJson, provider = "aws"): { account: string; region: string } {
  const [, alias] = provider.split(".");
  const block = stack.provider.aws?.find((candidate) => candidate.alias === alias);
  const [account] = (block?.allowed_account_ids ?? []) as string[];
  return { account: String(account), region: String(block?.region) };
}

/** ARN of a resource of a stack. @throws when the form of its ARN is not known here */
export function arnOf(stacks: Stacks, stackId: string, type: string, id: string): string {
  const stack = stackOf(stacks, stackId);
  const args = stack.resource?.[type]?.[id];
  const form = arnForms[type];
  if (!args || !form)
    throw new Error(`${type}.${id}: ${args ? "add the form of its ARN" : "there is no such resource"}`);
  const text = (argument: string) => resolve(stacks, stackId, String(args[argument]));
  return form({ id, text, args, ...placeOf(stack, args.provider as string | undefined) });
}

/** @throws when there is no such stack */
export function stackOf(stacks: Stacks, id: string): StackJson {
  const found = stacks[id];
  if (!found) throw new Error(`There is no stack ${id}`);
  return found;
}

/**
 * The text with every reference replaced by what it will be: ARNs and names of resources, and outputs of other stacks
 * by way of their remote state. `$${` is how a policy variable is written, and becomes `${`.
 */
export function resolve(stacks: Stacks, stackId: string, text: string): string {
  return text
    .replace(/(?<!\$)\$\{([^}]+)\}/g, (_, reference: string) => answer(stacks, stackId, reference))
    .replaceAll("$${", "${");
}

function answer(stacks: Stacks, stackId: string, reference: string): string {
  const stack = stackOf(stacks, stackId);
  const remote = /^data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\.([\w-]+)|\["([^"]+)"\])?$/.exec(reference);
  if (remote) {
    const [, reader = "", output = "", name = "", entryName = name] = remote;
    const { key } = (stack.data?.terraform_remote_state?.[reader]?.config ?? {}) as { key?: string };
    const [producer = ""] = (key ?? "").split("/");
    const value = stacks[producer]?.output?.[output]?.value;
    const entry = entryName === "" ? value : (value as Block | undefined)?.[entryName];
    return resolve(stacks, producer, String(entry));
  }
  const [type = "", id = "", attribute = ""] = reference.split(".");
  if (attribute === "arn") return arnOf(stacks, stackId, type, id);
  const args = stack.resource?.[type]?.[id];
  const value = args?.[attribute] ?? (attribute === "id" ? args?.bucket : undefined);
  if (typeof value !== "string") throw new Error(`Cannot say what ${reference} will be`);
  return value;
}
