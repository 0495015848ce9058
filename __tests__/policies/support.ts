import { policyPlatform } from "../../commands/policy/platform";
import type { Block, Stack, StackJson } from "../../commands/stacks";
import type { Platform, Rule } from "../../policies/types";

/** The environments of the tests, as the repository has them: dr recovers prod and shares its account. */
const environments: Readonly<Record<string, { tier: string; account: string; region: string }>> = {
  dev: { tier: "sandbox", account: "111122223333", region: "us-east-1" },
  stage: { tier: "nonproduction", account: "444455556666", region: "us-east-1" },
  prod: { tier: "production", account: "777788889999", region: "us-east-1" },
  dr: { tier: "production", account: "777788889999", region: "us-west-2" },
};

export interface StackParts {
  /** Arguments by address. */
  readonly resources?: Readonly<Record<string, Block>>;
  /** Stacks whose state it reads, by the logical id of the data source. */
  readonly reads?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Aliased providers, as in `{ edge: "us-west-2" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Stacks of made-up resources, by id. */
export type Stacks = Readonly<Record<string, StackParts>>;

function stackOf(id: string, { resources = {}, reads = {}, outputs = {}, aliases = {} }: StackParts): Stack {
  const [environment = "", layer = ""] = id.split("-");
  const { tier, account, region } = environments[environment] ?? {};
  const resource: Record<string, Record<string, Block>> = {};
  for (const [address, block] of Object.entries(resources)) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: block };
  }
  const readers = Object.entries(reads).map(([name, stack]) => [
    name,
    { backend: "s3", config: { bucket: "states", key: `${stack}/terraform.tfstate` } },
  ]);
  const home = { region, allowed_account_ids: [account], default_tags: [{ tags: { tier } }] };
  const others = Object.entries(aliases).map(([alias, place]) => ({ alias, region: place }));
  const json: StackJson = {
    terraform: {},
    provider: { aws: [home, ...others] },
    resource,
    data: { terraform_remote_state: Object.fromEntries(readers) },
    output: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])),
  };
  return { id, environment, layer, folder: `/nowhere/${id}`, dependencies: Object.values(reads), json };
}

/** The stacks as synthesis would give them. */
export function stacksOf(stacks: Stacks): Stack[] {
  return Object.entries(stacks).map(([id, parts]) => stackOf(id, parts));
}

/** The stacks as rules see them. */
export function platformOf(stacks: Stacks): Platform {
  return policyPlatform(stacksOf(stacks));
}

/** The same stacks with every boolean and number as a text, which Terraform takes as well. */
export function asTexts(stacks: Stacks): Stacks {
  const text = (_: string, value: unknown) =>
    typeof value === "boolean" || typeof value === "number" ? String(value) : value;
  return JSON.parse(JSON.stringify(stacks, text)) as Stacks;
}

/** What a rule finds in the stacks, as in `prod-data aws_kms_key.x: <detail>`. */
export function found({ check }: Rule, stacks: Stacks): string[] {
  return check(platformOf(stacks)).map(({ resource, detail }) => `${resource.stack.id} ${resource.address}: ${detail}`);
}

/** A policy of the statements, each of which allows unless it says otherwise. */
export function policy(...statements: readonly Block[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}
