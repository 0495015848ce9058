import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "../../platform/root";
import { awsProviderVersion } from "../../platform/versions";
import { cachedProvider } from "./mirrors";

/** Runs `terraform init` in a folder with these variables. @throws UserError when it fails */
export type Init = (folder: string, env: Readonly<Record<string, string>>) => Promise<void>;

/**
 * Puts the AWS provider into the plugin cache, unless it is there. Filled next to the cache and moved into place whole,
 * so that several programs may do this at once. Without a cache folder the cache is one that the user configured.
 */
export async function fillPluginCache(cache: string | undefined, init: Init): Promise<void> {
  const provider = cache && cachedProvider(cache);
  if (provider && existsSync(provider)) return;
  if (cache) mkdirSync(cache, { recursive: true });

  const scratch = mkdtempSync(join(tmpdir(), "strata-provider-"));
  const draft = cache && mkdtempSync(join(cache, ".filling-"));
  try {
    const aws = { source: "hashicorp/aws", version: awsProviderVersion };
    writeFileSync(join(scratch, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    copyFileSync(join(projectRoot(), ".terraform.lock.hcl"), join(scratch, ".terraform.lock.hcl"));
    await init(scratch, draft ? { TF_PLUGIN_CACHE_DIR: draft } : {});
    if (provider && draft) moveUnlessThere(cachedProvider(draft), provider);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    if (draft) rmSync(draft, { recursive: true, force: true });
  }
}

function moveUnlessThere(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process has just filled the same cache.
    if (!existsSync(to)) throw error;
  }
}
