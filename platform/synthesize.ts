import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type App, Manifest, TerraformStack } from "cdktf";
import { assetsFolder } from "./assets";
import { LayerStack } from "./layer-stack";
import { publishSynthesis } from "./publish-synthesis";
import { projectRoot } from "./root";

const lockFile = ".terraform.lock.hcl";

/**
 * Writes every stack to `<outdir>/stacks/<stack>/cdk.tf.json`, with its assets and the committed provider lock file next
 * to it, and removes the folders of stacks that no longer exist. A mistake leaves the previous output whole, and files
 * that stay the same are not touched: another run that reads them at the same time does not notice.
 */
export function synthesize(app: App): void {
  const stacks = app.node.children.filter(TerraformStack.isStack);
  for (const stack of stacks) stack.toTerraform();

  const draft = mkdtempSync(join(tmpdir(), "strata-synthesis-"));
  try {
    const manifest = new Manifest(app.manifest.version, draft, app.hclOutput);
    const session = { outdir: draft, skipValidation: app.skipValidation, manifest };
    for (const stack of stacks) stack.prepareStack();
    for (const stack of stacks) {
      stack.synthesizer.synthesize(session);
      const folder = join(draft, "stacks", stack.node.id);
      copyFileSync(join(projectRoot(), lockFile), join(folder, lockFile));
      if (stack instanceof LayerStack) writeAssets(stack, join(folder, assetsFolder));
    }
    manifest.writeToFile();
    publishSynthesis(draft, app.outdir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function writeAssets(stack: LayerStack, folder: string): void {
  for (const [name, content] of stack.assets.entries()) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
