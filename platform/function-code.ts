import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { projectRoot } from "./root";

let packed: ReadonlyMap<string, Uint8Array> | undefined;

/**
 * The deployment package of `functions/<name>/index.ts`: a zip with one ES module that exports `handler` and holds all
 * that it imports, the AWS SDK of the lock file included. Same sources, same bytes: file time and mode are fixed.
 * @throws Error when there is no such function
 */
export function functionCode(name: string): Uint8Array {
  packed ??= packFunctions();
  const code = packed.get(name);
  if (!code) throw new Error(`There is no functions/${name}/index.ts. Add it, or rename what names it.`);
  return code;
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
  const readableByAll = 0o100644;
  return new Map(
    outputFiles.map(({ path, contents }) => [
      path.replace(/^.*[\\/](.*)\.js$/, "$1"),
      zipSync(
        { "index.mjs": contents },
        // The first day a zip file can name; fflate reads it in local time, which is what this constructor writes it in.
        { mtime: new Date(1980, 0, 1), os: 3, attrs: readableByAll << 16 },
      ),
    ]),
  );
}
