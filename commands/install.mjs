// Plain Node, no dependencies: this is what runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** npm writes what it installed to this file, in the form of a lock file. */
const installedFile = join(root, "node_modules", ".package-lock.json");

function upToDate() {
  if (!existsSync(installedFile)) return false;
  return holdsAll(readPackages(join(root, "package-lock.json")), readPackages(installedFile));
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Whether every locked package is installed in its locked version; optional ones may be for other systems. */
export function holdsAll({ "": _project, ...locked }, installed) {
  return Object.entries(locked).every(([path, { version, integrity, optional }]) => {
    const own = installed[path];
    return own ? own.version === version && own.integrity === integrity : optional === true;
  });
}

/** Installs the locked dependencies unless they are all there. Ends the program when it cannot. */
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
