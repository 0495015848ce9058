import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { UserError } from "../platform/errors";
import { projectRoot } from "../platform/root";

/** A resource, data source or provider block as it stands in Terraform JSON. */
export type Block = Record<string, unknown>;

/** The parts of a stack's `cdk.tf.json` that the commands look into. */
export interface StackJson {
  readonly terraform: Block;
  readonly provider: Readonly<Record<string, readonly Block[]>>;
  /** Type, logical id, arguments. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly [key: string]: unknown;
}

/** A synthesized stack. */
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

/** The folder that synthesis writes to, absolute: `CDKTF_OUTDIR`, or `cdktf.out` in the repository. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR ?? join(projectRoot(), "cdktf.out");
}

/** All synthesized stacks, by id. @throws UserError when nothing was synthesized yet */
export function readStacks(folder: string = outputFolder()): Stack[] {
  const manifestFile = join(folder, "manifest.json");
  if (!existsSync(manifestFile)) {
    throw new UserError(`${manifestFile} is missing: nothing was synthesized yet. Run \`npm run synth\`.`);
  }
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as {
    stacks: Record<string, { workingDirectory: string; synthesizedStackPath: string; dependencies: string[] }>;
  };
  return Object.entries(manifest.stacks).map(([id, stack]) => {
    const [environment = "", ...layer] = id.split("-");
    return {
      id,
      environment,
      layer: layer.join("-"),
      folder: join(folder, stack.workingDirectory),
      json: JSON.parse(readFileSync(join(folder, stack.synthesizedStackPath), "utf8")) as StackJson,
      dependencies: stack.dependencies,
    };
  });
}

/**
 * The stacks whose id matches any of the patterns, as in `dev-*` or `*-network`.
 * @throws UserError when a pattern matches nothing, with the ids there are
 */
export function selectStacks(stacks: readonly Stack[], patterns: readonly string[]): Stack[] {
  for (const pattern of patterns) {
    if (!stacks.some((stack) => picomatch.isMatch(stack.id, pattern))) {
      throw new UserError(`No stack matches "${pattern}". There are: ${stacks.map((stack) => stack.id).join(", ")}.`);
    }
  }
  return stacks.filter((stack) => picomatch.isMatch(stack.id, [...patterns]));
}
