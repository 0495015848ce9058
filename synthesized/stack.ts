import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The arguments of a resource, data source, provider or output as Terraform JSON has them. */
export type Block = Readonly<Record<string, unknown>>;

/** Blocks by type and logical id. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** A stack's `cdk.tf.json`. */
export interface StackJson {
  readonly terraform: Block;
  /** Configurations of each provider; the one without an alias is the default. */
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, Block>>;
  readonly [section: string]: unknown;
}

/** A stack as synthesis wrote it. */
export interface Stack {
  /** `<environment>-<layer>`. */
  readonly id: string;
  readonly environment: string;
  readonly layer: string;
  /** Absolute path of the folder that holds `cdk.tf.json`. */
  readonly folder: string;
  readonly json: StackJson;
  /** Ids of the stacks it reads, in the manifest's order. */
  readonly dependencies: readonly string[];
}

/** Path of the file in an output folder that lists the stacks. */
export function manifestIn(folder: string): string {
  return join(folder, "manifest.json");
}

/** The stacks in a folder that synthesis wrote to, in the manifest's order. @throws Error when a file is missing */
export function stacksIn(folder: string): Stack[] {
  const manifest = JSON.parse(readFileSync(manifestIn(folder), "utf8")) as {
    stacks: Record<string, { workingDirectory: string; synthesizedStackPath: string; dependencies: string[] }>;
  };
  return Object.entries(manifest.stacks).map(([id, { workingDirectory, synthesizedStackPath, dependencies }]) => ({
    id,
    ...partsOf(id),
    folder: join(folder, workingDirectory),
    json: JSON.parse(readFileSync(join(folder, synthesizedStackPath), "utf8")) as StackJson,
    dependencies,
  }));
}

/** Environment and layer that the id of a stack is made of. */
export function partsOf(id: string): { readonly environment: string; readonly layer: string } {
  const [environment = "", ...layer] = id.split("-");
  return { environment, layer: layer.join("-") };
}
