import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { workFolder } from "./work-folder";

/** Terraform's own settings folder and file of the current user. */
function userFiles(): { folder: string; file: string } {
  const home = process.env.HOME ?? homedir();
  const appData = process.env.APPDATA ?? home;
  return process.platform === "win32"
    ? { folder: join(appData, "terraform.d"), file: join(appData, "terraform.rc") }
    : { folder: join(home, ".terraform.d"), file: join(home, ".terraformrc") };
}

/** A command-line configuration that the user keeps. */
export interface UserConfig {
  readonly file: string;
  readonly text: string;
}

/** The command-line configuration that Terraform would read by itself, or undefined when there is none. */
export function userConfig(): UserConfig | undefined {
  const { folder, file } = userFiles();
  const named = process.env.TF_CLI_CONFIG_FILE;
  const inFolder = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.tfrc(\.json)?$/.test(name) && name !== "credentials.tfrc.json")
        .map((name) => join(folder, name))
    : [];
  const found = [...(named ? [named] : []), file, ...inFolder].find((path) => existsSync(path));
  return found === undefined ? undefined : { file: found, text: readFileSync(found, "utf8") };
}

/**
 * The tokens that `terraform login` stored, as the variables that Terraform reads them from: a configuration named by
 * TF_CLI_CONFIG_FILE hides the file they are in.
 */
export function loginTokens(): Record<string, string> {
  const file = join(userFiles().folder, "credentials.tfrc.json");
  if (!existsSync(file)) return {};
  try {
    const { credentials = {} } = JSON.parse(readFileSync(file, "utf8")) as {
      credentials?: Record<string, { token?: string }>;
    };
    return Object.fromEntries(
      Object.entries(credentials).flatMap(([host, { token }]) =>
        token === undefined ? [] : [[`TF_TOKEN_${host.replaceAll("-", "__").replaceAll(".", "_")}`, token]],
      ),
    );
  } catch {
    // Terraform itself reports a damaged file, in better words, when it needs the token.
    return {};
  }
}

/** Writes a configuration that takes the AWS provider from the mirror and everything else from where it comes from. */
export function writeMirrorConfig(mirror: string): string {
  const text = [
    "provider_installation {",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(mirror)}`,
    '    include = ["hashicorp/aws"]',
    "  }",
    "  direct {",
    '    exclude = ["hashicorp/aws"]',
    "  }",
    "}",
    "",
  ].join("\n");
  const folder = workFolder();
  const file = join(folder, "terraform.tfrc");
  if (existsSync(file) && readFileSync(file, "utf8") === text) return file;
  mkdirSync(folder, { recursive: true });
  // Another run may read the file at this moment: it finds the old one or the new one, whole.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  return file;
}
