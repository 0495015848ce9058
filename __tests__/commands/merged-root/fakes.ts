import type { Block, Stack, StackJson } from "../../../commands/stacks";

/** A stack of made-up JSON; id `<environment>-<layer>`. */
export function fakeStack(id: string, json: Partial<StackJson> = {}, dependencies: readonly string[] = []): Stack {
  const [environment = "", layer = ""] = id.split("-");
  return {
    id,
    environment,
    layer,
    folder: `/nowhere/${id}`,
    dependencies,
    json: {
      terraform: {
        backend: { s3: { bucket: "states", key: `${id}/terraform.tfstate` } },
        required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
      },
      provider: { aws: [{ region: "us-east-1" }] },
      ...json,
    },
  };
}

/** A remote-state data source that reads a stack, as the s3 backend has it. */
export function reader(stack: string): Block {
  return { backend: "s3", config: { bucket: "states", key: `${stack}/terraform.tfstate` } };
}

/** A resource with the construct path that cdktf writes beside its arguments. */
export function resource(path: string, block: Block = {}): Block {
  return { "//": { metadata: { path, uniqueId: "x" } }, ...block };
}
