import { type Block, type Blocks, partsOf, type Stack, type StackJson } from "../../synthesized/stack";

/** Environments of made-up stacks, as the repository has them: dr recovers prod and shares its account. */
const environments: Readonly<Record<string, { tier: string; account: string; region: string }>> = {
  dev: { tier: "sandbox", account: "111122223333", region: "us-east-1" },
  stage: { tier: "nonproduction", account: "444455556666", region: "us-east-1" },
  prod: { tier: "production", account: "777788889999", region: "us-east-1" },
  dr: { tier: "production", account: "777788889999", region: "us-west-2" },
};
const anyEnvironment = { tier: "sandbox", account: "111122223333", region: "us-east-1" };

export interface FakeParts {
  /** Arguments of resources and data sources by address, as in `aws_kms_key.logs` or `data.aws_region.here`. */
  readonly resources?: Readonly<Record<string, Block>>;
  /** Stacks whose state it reads, by the logical id of the data source. */
  readonly reads?: Readonly<Record<string, string>>;
  /** Values of outputs by name. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Aliased providers, as in `{ edge: "us-west-2" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Sections of the Terraform JSON that replace those made of the above. */
  readonly json?: Partial<StackJson>;
}

/** Parts of made-up stacks by id. */
export type FakeStacks = Readonly<Record<string, FakeParts>>;

/** A stack as synthesis would give it, of made-up resources; id `<environment>-<layer>`. */
export function fakeStack(id: string, parts: FakeParts = {}): Stack {
  const { resources = {}, reads = {}, outputs = {}, aliases = {}, json = {} } = parts;
  const { environment, layer } = partsOf(id);
  const { tier, account, region } = environments[environment] ?? anyEnvironment;
  const home = { region, allowed_account_ids: [account], default_tags: [{ tags: { tier } }] };
  const readers = Object.entries(reads).map(([name, stack]): [string, Block] => [
    `data.terraform_remote_state.${name}`,
    reader(stack),
  ]);
  const addressed = [...Object.entries(resources), ...readers];
  const isData = ([address]: readonly [string, Block]) => address.startsWith("data.");
  return {
    id,
    environment,
    layer,
    folder: `/nowhere/${id}`,
    dependencies: Object.values(reads),
    json: {
      terraform: {
        backend: { s3: stateOf(id) },
        required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
      },
      provider: { aws: [home, ...Object.entries(aliases).map(([alias, place]) => ({ alias, region: place }))] },
      resource: nested(addressed.filter((entry) => !isData(entry))),
      // Terraform refuses a block of blocks that is empty.
      ...(addressed.some(isData) && { data: nested(addressed.filter(isData)) }),
      ...(Object.keys(outputs).length > 0 && {
        output: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])),
      }),
      ...json,
    },
  };
}

/** Several of them. */
export function fakeStacks(stacks: FakeStacks): Stack[] {
  return Object.entries(stacks).map(([id, parts]) => fakeStack(id, parts));
}

/** The data source that reads the state of a made-up stack. */
export function reader(stack: string): Block {
  return { backend: "s3", config: stateOf(stack) };
}

/** The arguments of a resource with the construct path that cdktf writes next to them. */
export function built(path: string, block: Block = {}): Block {
  return { "//": { metadata: { path, uniqueId: "x" } }, ...block };
}

function stateOf(id: string) {
  return { bucket: "states", key: `${id}/terraform.tfstate`, region: "us-east-1" };
}

function nested(entries: readonly (readonly [string, Block])[]): Blocks {
  const blocks: Record<string, Record<string, Block>> = {};
  for (const [address, block] of entries) {
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    blocks[type] = { ...blocks[type], [name]: block };
  }
  return blocks;
}
