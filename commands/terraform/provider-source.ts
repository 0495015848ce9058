import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import envPaths from "env-paths";
import { UserError } from "../../platform/errors";
import { awsProviderVersion } from "../../platform/versions";
import { loginTokens, userConfig, writeMirrorConfig } from "./cli-config";
import { findMirror, mirrorLayout, terraformPlatform } from "./mirrors";

/** Where Terraform gets the AWS provider from. */
export interface ProviderSource {
  /** One sentence for progress output. */
  readonly note: string;
  /** What an error says was looked at, one place each. */
  readonly tried: readonly string[];
  /** What to do when the provider cannot be had: a sentence. */
  readonly advice: string;
  /** Variables that child processes get on top of the caller's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** One `init` has to fill a plugin cache before several may run at once: Terraform does not lock it. */
  readonly cached: boolean;
}

/** Folders that Terraform looks into by itself, in its own order. */
function impliedMirrors(): string[] {
  const home = process.env.HOME ?? homedir();
  const data = [process.env.XDG_DATA_HOME ?? join(home, ".local/share")]
    .concat((process.env.XDG_DATA_DIRS ?? "/usr/local/share:/usr/share").split(":"))
    .filter(Boolean);
  return [join(home, ".terraform.d/plugins"), ...data.map((folder) => join(folder, "terraform/plugins"))];
}

/** Where a machine image keeps what it adds to the system (Filesystem Hierarchy Standard), likeliest first. */
const sharedFolders = [
  "/opt",
  "/usr/local/share",
  "/usr/share",
  "/usr/local/lib",
  "/usr/lib",
  "/srv",
  "/var/lib",
  "/usr/local",
];

const mirrorAdvice =
  "Allow access to the registry, or name a mirror folder in STRATA_PROVIDER_MIRROR " +
  "(`terraform providers mirror <folder>` makes one where there is access).";

/**
 * Decides where the provider comes from: the user's own configuration, the mirror in STRATA_PROVIDER_MIRROR, a folder
 * that Terraform knows, a mirror that the machine holds, and last the registry.
 * @throws UserError when STRATA_PROVIDER_MIRROR names a folder without the provider
 */
export function providerSource(searched: readonly string[] = sharedFolders): ProviderSource {
  const provider = `AWS provider ${awsProviderVersion}`;
  const own = userConfig();
  if (own) {
    const note = `${provider} as ${own.file} says.`;
    const tried = [`the configuration ${own.file}`];
    const advice = `Terraform installs as that file says: correct it, or name another in TF_CLI_CONFIG_FILE.`;
    if (own.text.includes("provider_installation")) return { note, tried, advice, env: {}, cached: false };
    return { note, tried, advice, env: own.text.includes("plugin_cache_dir") ? {} : pluginCache(), cached: true };
  }

  const named = process.env.STRATA_PROVIDER_MIRROR;
  if (named) {
    if (!mirrorLayout(named)) {
      throw new UserError(
        `STRATA_PROVIDER_MIRROR names ${named}, which does not hold hashicorp/aws ${awsProviderVersion} for ${terraformPlatform()}. ` +
          `Fill it with \`terraform providers mirror ${named}\` in a synthesized stack, or unset the variable.`,
      );
    }
    return fromMirror(named, `${provider} from the mirror ${named}.`);
  }

  const implied = impliedMirrors();
  const known = implied.find((folder) => mirrorLayout(folder));
  if (known)
    return { note: `${provider} from ${known}.`, tried: [known], advice: mirrorAdvice, env: {}, cached: false };

  const found = findMirror(searched);
  if (found) return fromMirror(found, `${provider} from the mirror found in ${found}.`);

  return {
    note: `${provider} from the registry, once; kept in its own cache.`,
    tried: [
      "STRATA_PROVIDER_MIRROR (not set)",
      `Terraform's plugin folders (${implied.join(", ")})`,
      `the system's shared folders (${searched.join(", ")})`,
      "the registry",
    ],
    advice: mirrorAdvice,
    env: pluginCache(),
    cached: true,
  };
}

function fromMirror(mirror: string, note: string): ProviderSource {
  const source = { note, tried: [`the mirror ${mirror}`], advice: mirrorAdvice };
  const config = { TF_CLI_CONFIG_FILE: writeMirrorConfig(mirror), ...loginTokens() };
  if (mirrorLayout(mirror) === "unpacked") return { ...source, env: config, cached: false };
  // Terraform would unpack a packed mirror (700 MB) for every stack; with the cache it unpacks it once.
  return { ...source, env: { ...config, ...pluginCache() }, cached: true };
}

function pluginCache(): { TF_PLUGIN_CACHE_DIR: string } {
  const ours = join(envPaths("strata", { suffix: "" }).cache, "plugins");
  return { TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? ours };
}

/** The variable TF_CLI_CONFIG_FILE names a file that is not there: Terraform would warn of it in every run. */
export function namesMissingConfig(env: NodeJS.ProcessEnv): boolean {
  return env.TF_CLI_CONFIG_FILE !== undefined && !existsSync(env.TF_CLI_CONFIG_FILE);
}
