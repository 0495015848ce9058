import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type App, TerraformStack } from "cdktf";
import { assetsFolder } from "./assets";
import { LayerStack } from "./layer-stack";
import { projectRoot } from "./root";

const lockFile = ".terraform.lock.hcl";

/**
 * Writes every stack to `<outdir>/stacks/<stack>/cdk.tf.json`. Each stack is rendered once before the first byte is
 * written, so a mistake leaves the previous output whole. Writes the assets and the committed provider lock file next
 * to it, and removes the folders of stacks that no longer exist.
 */
export function synthesize(app: App): void {
  const stacks = app.node.children.filter(TerraformStack.isStack);
  for (const stack of stacks) stack.toTerraform();
  app.synth();

  const folder = join(app.outdir, "stacks");
  const built = new Set(stacks.map((stack) => stack.node.id));
  for (const name of readdirSync(folder)) {
    if (built.has(name)) copyFileSync(join(projectRoot(), lockFile), join(folder, name, lockFile));
    else rmSync(join(folder, name), { recursive: true });
  }
  for (const stack of stacks) if (stack instanceof LayerStack) writeAssets(stack, join(folder, stack.node.id));
}

function writeAssets(stack: LayerStack, folder: string): void {
  rmSync(join(folder, assetsFolder), { recursive: true, force: true });
  for (const [name, content] of stack.assets.entries()) {
    const file = join(folder, assetsFolder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
