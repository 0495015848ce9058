// Plain Node, no dependencies: this is what runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** npm writes this file at the end of every installation. */
const installed = join(root, "node_modules", ".package-lock.json");

function upToDate() {
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** Installs the locked dependencies if they are missing or older than the lock file. Ends the program when it cannot. */
export function ensureDependencies() {
  if (upToDate()) return;
  console.log("Installing the locked dependencies (npm ci) …");
  const started = performance.now();
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(npm, ["ci", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm could not install the dependencies. Check the connection to the npm registry and try again.");
    process.exit(1);
  }
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.\n`);
}
