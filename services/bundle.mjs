// Bundles a service into one file that Node runs: node services/bundle.mjs <service> <file>. Dockerfiles and tests call it.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [service, file] = process.argv.slice(2);
if (!service || !file) throw new Error("Usage: node services/bundle.mjs <service> <file>");

await build({
  absWorkingDir: dirname(fileURLToPath(import.meta.url)),
  entryPoints: [join(service, "main.ts")],
  outfile: resolve(file),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // The same bytes where there is no tsconfig.json, as in an image.
  tsconfigRaw: { compilerOptions: { strict: true } },
  // Names of errors and functions stay what logs say.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
});
