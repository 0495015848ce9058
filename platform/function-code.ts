import { buildSync } from "esbuild";
import { zipSync } from "fflate";
import { projectRoot } from "./root";

const built = new Map<string, Uint8Array>();

/**
 * The deployment package of `functions/<name>/index.ts`: a zip with one ES module that exports `handler`. The AWS SDK
 * stays out, the Node.js runtimes of Lambda bring it. Same sources, same bytes: file time and mode are fixed.
 */
export function functionCode(name: string): Uint8Array {
  const known = built.get(name);
  if (known) return known;
  const [module] = buildSync({
    absWorkingDir: projectRoot(),
    entryPoints: [`functions/${name}/index.ts`],
    outdir: "out",
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    external: ["@aws-sdk/*"],
    logLevel: "error",
  }).outputFiles;
  if (!module) throw new Error(`functions/${name}/index.ts came out empty`);
  const readableByAll = 0o100644;
  const code = zipSync(
    { "index.mjs": module.contents },
    // The first day a zip file can name; fflate reads it in local time, which is what this constructor writes it in.
    { mtime: new Date(1980, 0, 1), os: 3, attrs: readableByAll << 16 },
  );
  built.set(name, code);
  return code;
}
