import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { awsProviderVersion } from "../../platform/versions";

/** Where a mirror keeps a provider, by its full address: `<mirror>/<host>/hashicorp/aws`. */
const providerAddress = join("registry.terraform.io", "hashicorp", "aws");

/** The platform's name in Terraform's words, as in `linux_amd64`. */
export function terraformPlatform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const machine = { x64: "amd64", ia32: "386" }[process.arch as string] ?? process.arch;
  return `${system}_${machine}`;
}

/** How a mirror holds the provider: unpacked (linked into place) or packed (unpacked for each working directory). */
export type MirrorLayout = "unpacked" | "packed";

/** How the folder holds the AWS provider of our version for this machine, or undefined when it does not. */
export function mirrorLayout(mirror: string): MirrorLayout | undefined {
  const provider = join(mirror, providerAddress);
  if (!existsSync(provider)) return undefined;
  const platform = terraformPlatform();
  const unpacked = join(provider, awsProviderVersion, platform);
  if (filesIn(unpacked).some((name) => name.startsWith("terraform-provider-aws"))) return "unpacked";
  const packed = join(provider, `terraform-provider-aws_${awsProviderVersion}_${platform}.zip`);
  return existsSync(packed) ? "packed" : undefined;
}

/** The folder that a plugin cache keeps the provider in. */
export function cachedProvider(cache: string): string {
  return join(cache, providerAddress, awsProviderVersion, terraformPlatform());
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** How far a search for a mirror goes. A mirror deeper or later than that has to be named. */
export interface SearchLimits {
  /** Levels below the starting folders. */
  readonly depth: number;
  /** Folders looked into, in all. */
  readonly folders: number;
  readonly milliseconds: number;
}

const usualLimits: SearchLimits = { depth: 3, folders: 5_000, milliseconds: 1_000 };

/**
 * The first folder at or below the starting ones that is a mirror of our provider, nearest first; undefined when there
 * is none within the limits. Links are looked at and never followed further, so that no loop can hold the search.
 */
export function findMirror(starts: readonly string[], limits: SearchLimits = usualLimits): string | undefined {
  const end = performance.now() + limits.milliseconds;
  let level = [...starts];
  let seen = 0;
  for (let depth = 0; depth <= limits.depth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (++seen > limits.folders || performance.now() > end) return undefined;
      const children = foldersIn(folder);
      for (const candidate of depth === 0 ? [folder, ...children.all] : children.all) {
        if (mirrorLayout(candidate)) return candidate;
      }
      next.push(...children.real);
    }
    level = next;
  }
  return undefined;
}

function foldersIn(folder: string): { all: string[]; real: string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith("."));
    const paths = (kinds: typeof entries) => kinds.map((entry) => join(folder, entry.name)).sort();
    const real = entries.filter((entry) => entry.isDirectory());
    return { all: paths([...real, ...entries.filter((entry) => entry.isSymbolicLink())]), real: paths(real) };
  } catch {
    return { all: [], real: [] };
  }
}
