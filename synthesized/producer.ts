import { posix } from "node:path";
import type { Block, Stack } from "./stack";

/** Where Terraform keeps the states of HCP Terraform when a configuration names no host. */
const hcpTerraform = "app.terraform.io";

/**
 * The stacks that a stack reads, by the logical id of the remote-state data source: each is the stack whose backend
 * keeps its state where the data source reads one.
 * @throws Error when none of the stacks keeps its state there
 */
export function producersOf<S extends Stack>(stack: Stack, stacks: readonly S[]): ReadonlyMap<string, S> {
  const readers = Object.entries(stack.json.data?.terraform_remote_state ?? {});
  return new Map(
    readers.map(([id, { backend, config }]) => {
      const place = placeOf(String(backend), (config ?? {}) as Block);
      const producer = stacks.find((candidate) => ownPlace(candidate) === place);
      if (producer) return [id, producer];
      throw new Error(
        `${stack.id} reads the state ${place} (data.terraform_remote_state.${id}), and no stack keeps its state there. ` +
          `There are: ${stacks.map((other) => other.id).join(", ")}.`,
      );
    }),
  );
}

/** Where a stack keeps its state; undefined without a backend. */
function ownPlace({ json: { terraform } }: Stack): string | undefined {
  const backends = {
    ...(terraform.backend as Block | undefined),
    ...(terraform.cloud ? { cloud: terraform.cloud } : {}),
  };
  const [[kind, config] = []] = Object.entries(backends);
  return kind && placeOf(kind, config as Block);
}

/** One text for one place, in a backend block or in the configuration of a data source. */
function placeOf(backend: string, config: Block): string {
  switch (backend) {
    case "s3":
      return `s3://${config.bucket}/${config.key}`;
    case "local":
      // Terraform runs in the folder of each stack, and all are in one folder: the same way leads to the same file.
      return posix.normalize(String(config.path));
    case "cloud":
    case "remote": {
      const { name } = (config.workspaces ?? {}) as { name?: string };
      return `${config.hostname ?? hcpTerraform}/${config.organization}/${name}`;
    }
  }
  return `${backend} ${JSON.stringify(config)}`;
}
