import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "./root";
import { reproducibleZip } from "./zip";

let packages: string | undefined;

/**
 * The deployment package of `functions/<name>/index.ts`: a zip with one ES module that exports `handler` and holds all
 * that it imports, the AWS SDK of the lock file included. Same sources, same bytes: file time and mode are fixed.
 * Packages are kept in `build/functions` until the sources of a function or an installed package change.
 * @throws Error when there is no such function
 */
export function functionCode(name: string): Uint8Array {
  packages ??= packagesOfSources();
  const file = join(packages, `${name}.zip`);
  if (existsSync(file)) return readFileSync(file);
  throw new Error(`There is no functions/${name}/index.ts. Add it, or rename what names it.`);
}

/** The folder with a package per function, packed by an earlier run or now. */
function packagesOfSources(): string {
  const folder = join(projectRoot(), "build", "functions", hashOfSources());
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  for (const [name, code] of packFunctions()) writeFileSync(join(draft, `${name}.zip`), code);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run has just packed the same sources.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return folder;
}

/** What decides the bytes of packages: the functions, this file, and the packages that npm has installed. */
function hashOfSources(): string {
  const hash = createHash("sha256");
  const installed = ["package-lock.json", "node_modules/.package-lock.json"];
  for (const file of ["platform/function-code.ts", ...installed, ...filesBelow("functions")]) {
    const path = join(projectRoot(), file);
    if (existsSync(path)) hash.update(file).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Files below a folder of the project, in the same order on every machine. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(projectRoot(), folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : path;
    });
}

/** Packs every function. Together they take little longer than one: most of the time goes into the SDK they share. */
export function packFunctions(): ReadonlyMap<string, Uint8Array> {
  const folder = join(projectRoot(), "functions");
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "index.ts")));
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot(),
    entryPoints: names.map((name) => ({ in: `functions/${name}/index.ts`, out: name })),
    outdir: "out",
    write: false,
    bundle: true,
    // Paths take part in the order of modules: they stay below the project where `node_modules` is a link.
    preserveSymlinks: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node22",
    // Prompts are files of text.
    loader: { ".md": "text" },
    // Modules can be cut down to what is used of them, which their CommonJS editions cannot.
    mainFields: ["module", "main"],
    // Some packages exist as CommonJS only, and ask for modules of Node.js by `require`.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      path.replace(/^.*[\\/](.*)\.js$/, "$1"),
      reproducibleZip({ "index.mjs": contents }),
    ]),
  );
}
