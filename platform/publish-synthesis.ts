import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { assetsFolder } from "./assets";

/**
 * Makes the output folder say what the draft of a synthesis says. Each file that differs is replaced whole, the list of
 * the stacks last; stacks and assets that the draft does not have go. What Terraform left with a stack stays.
 */
export function publishSynthesis(draft: string, folder: string): void {
  const files = filesBelow(draft).map((file) => relative(draft, file));
  const manifest = files.filter((file) => !file.includes(sep));
  for (const file of [...files.filter((name) => !manifest.includes(name)), ...manifest]) {
    replace(join(folder, file), join(draft, file));
  }
  const stacks = join(folder, "stacks");
  for (const stack of readdirSync(stacks)) {
    const drafted = join(draft, "stacks", stack);
    if (!existsSync(drafted)) rmSync(join(stacks, stack), { recursive: true, force: true });
    else removeOthers(join(stacks, stack, assetsFolder), join(drafted, assetsFolder));
  }
}

/** Replaces a file by another one, unless they are the same. Readers see one or the other. */
function replace(file: string, by: string): void {
  if (existsSync(file) && readFileSync(file).equals(readFileSync(by))) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}`);
  copyFileSync(by, draft);
  renameSync(draft, file);
}

/** Removes the files that the draft does not have. */
function removeOthers(folder: string, drafted: string): void {
  if (!existsSync(drafted)) rmSync(folder, { recursive: true, force: true });
  if (!existsSync(folder)) return;
  for (const file of filesBelow(folder)) {
    if (!existsSync(join(drafted, relative(folder, file)))) rmSync(file, { force: true });
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
