import { existsSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { UserError } from "../platform/errors";
import { projectRoot } from "../platform/root";
import { manifestIn, type Stack, stacksIn } from "../synthesized/stack";

/** The folder that synthesis writes to, absolute: `CDKTF_OUTDIR`, or `cdktf.out` in the repository. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR ?? join(projectRoot(), "cdktf.out");
}

/** All synthesized stacks, by id. @throws UserError when nothing was synthesized yet */
export function readStacks(folder: string = outputFolder()): Stack[] {
  const manifestFile = manifestIn(folder);
  if (!existsSync(manifestFile)) {
    throw new UserError(`${manifestFile} is missing. Run \`npm run synth\` first.`);
  }
  return stacksIn(folder);
}

/**
 * The stacks whose id matches any of the patterns, as in `dev-*` or `*-network`.
 * @throws UserError when a pattern matches nothing, with the ids there are
 */
export function selectStacks(stacks: readonly Stack[], patterns: readonly string[]): Stack[] {
  for (const pattern of patterns) {
    if (!stacks.some((stack) => picomatch.isMatch(stack.id, pattern))) {
      throw new UserError(
        `No stack matches "${pattern}". The stacks are ${stacks.map((stack) => stack.id).join(", ")}.`,
      );
    }
  }
  return stacks.filter((stack) => picomatch.isMatch(stack.id, [...patterns]));
}
