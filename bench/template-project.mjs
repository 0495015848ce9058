import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What decides how the program runs in the `tsconfig.json` of the cdktf template; the library is the program's own. */
const templateOptions = {
  target: "ES2022",
  lib: ["es2023"],
  module: "CommonJS",
  moduleResolution: "node10",
  esModuleInterop: true,
  strict: true,
  skipLibCheck: true,
  resolveJsonModule: true,
};

/** What of the project is made rather than written, or is of no use to a synthesis. */
const left = ["__tests__", "bench", "build", "cdktf.out", "docs", "node_modules"];

/**
 * Copies the program into `folder` as a project of the stock cdktf template: `cdktf.json` starts `ts-node`, which
 * type-checks and compiles file by file. The program is the same but for what only an ES module can say.
 */
export function writeTemplateProject(root, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const written = readdirSync(root).filter((name) => !name.startsWith(".") && !left.includes(name));
  for (const source of [...written, ".terraform.lock.hcl"]) {
    cpSync(join(root, source), join(folder, source), { recursive: true });
  }

  const { type: _, ...manifest } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"))) {
    const code = readFileSync(join(folder, file), "utf8");
    const adapted = code
      .replaceAll("import.meta.dirname", "__dirname")
      // A module in CommonJS loads others at once, and has no `await` at its top.
      .replace(/async \(\) => \(await import\(("[^"]+")\)\)/g, "() => require($1)")
      .replace(
        "await Promise.all(Object.values(layers).map(({ stack }) => stack()))",
        "Object.values(layers).map(({ stack }) => stack())",
      )
      // All that a module in CommonJS exports.
      .replace(/^import (\w+) from "cdktf\/lib/gm, 'import * as $1 from "cdktf/lib');
    writeFileSync(join(folder, file), adapted);
  }

  linkAll(join(root, "bench", "node_modules"), join(folder, "node_modules"));
  linkAll(join(root, "node_modules"), join(folder, "node_modules"));
  const tsconfig = { compilerOptions: templateOptions, include: ["main.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
  const cdktf = { language: "typescript", app: "npx ts-node main.ts", projectId: "bench", sendCrashReports: "false" };
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify(cdktf));
}

/** Links every package and program of `modules` into `target`, where it has none of that name yet. */
function linkAll(modules, target) {
  for (const folder of ["", ".bin"]) {
    mkdirSync(join(target, folder), { recursive: true });
    for (const name of readdirSync(join(modules, folder))) {
      const link = join(target, folder, name);
      if (name !== ".bin" && !existsSync(link)) symlinkSync(join(modules, folder, name), link);
    }
  }
}
