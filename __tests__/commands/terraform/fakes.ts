import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { terraformPlatform } from "../../../commands/terraform/mirrors";
import { awsProviderVersion } from "../../../platform/versions";
import { temporaryFolder } from "../../support/temporary";

/** Writes a file with the folders it needs; returns its path. */
export function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const provider = "registry.terraform.io/hashicorp/aws";

/** A mirror with the provider unpacked; a version other than ours makes it the wrong one. */
export function unpackedMirror(folder: string, version = awsProviderVersion, platform = terraformPlatform()): string {
  write(join(folder, provider, version, platform, `terraform-provider-aws_v${version}_x5`), "");
  return folder;
}

/** A mirror with the provider in its zip archive. */
export function packedMirror(folder: string, version = awsProviderVersion): string {
  write(join(folder, provider, `terraform-provider-aws_${version}_${terraformPlatform()}.zip`), "");
  return folder;
}

/** A shell script that stands in for Terraform. */
export function fakeTerraform(script: string): string {
  const path = write(join(temporaryFolder(), "terraform"), `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

export const answersVersion = (version: string) =>
  `[ "$1" = version ] && echo '{"terraform_version":"${version}"}' && exit 0`;

/** Sets environment variables until the test ends; a home without any Terraform settings unless another is given. */
export function withEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  const empty = temporaryFolder();
  const clean = {
    HOME: empty,
    GOGC: undefined,
    XDG_DATA_HOME: undefined,
    XDG_DATA_DIRS: join(empty, "share"),
    XDG_CACHE_HOME: undefined,
    TF_CLI_CONFIG_FILE: undefined,
    TF_PLUGIN_CACHE_DIR: undefined,
    STRATA_PROVIDER_MIRROR: undefined,
    STRATA_TERRAFORM: undefined,
    STRATA_WORK_FOLDER: join(empty, "work"),
  };
  for (const [name, value] of Object.entries({ ...clean, ...variables })) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}
