import { buildSync } from "esbuild";
import { projectRoot } from "./root";
import { reproducibleZip } from "./zip";

/**
 * The script of `canaries/<name>/index.ts`: a zip with one CommonJS module that exports `handler`. Same sources, same
 * bytes.
 */
export function canaryCode(name: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot(),
    entryPoints: [`canaries/${name}/index.ts`],
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
  });
  const [script] = outputFiles;
  if (!script) throw new Error(`There is no canaries/${name}/index.ts. Add it, or rename what names it.`);
  return reproducibleZip({ "index.js": script.contents });
}
