import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { holdsAll, type LockedPackages } from "../../commands/install.mjs";

const zod = { version: "4.6.7", integrity: "sha512-one" };
const esbuild = { version: "0.28.2", integrity: "sha512-two", optional: true };
const locked = { "": { version: "0.1.0" }, "node_modules/zod": zod, "node_modules/@esbuild/aix": esbuild };

it.each<[string, LockedPackages, boolean]>([
  ["all that is locked", { "node_modules/zod": zod, "node_modules/@esbuild/aix": esbuild }, true],
  ["all but what is for another system", { "node_modules/zod": zod }, true],
  ["more than that", { "node_modules/zod": zod, "node_modules/left-over": zod }, true],
  ["nothing", {}, false],
  ["another version", { "node_modules/zod": { ...zod, version: "4.6.6" } }, false],
  ["other contents", { "node_modules/zod": { ...zod, integrity: "sha512-three" } }, false],
])("knows whether to install: installed is %s", (_, installed, expected) => {
  expect(holdsAll(locked, installed)).toBe(expected);
});

it("reads the lock file of the project", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: LockedPackages };
  expect(holdsAll(packages, packages)).toBe(true);
  expect(holdsAll(packages, {})).toBe(false);
});
