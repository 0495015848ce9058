import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./root";

/** Content of every file below `site/pages`, by its path there, as in "assets/site.css". */
export function pageFiles(): Readonly<Record<string, Buffer>> {
  const folder = join(projectRoot(), "site", "pages");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path)];
    }),
  );
}

/** Source of the CloudFront function `site/functions/<name>.js`. */
export function viewerFunction(name: string): string {
  return readFileSync(join(projectRoot(), "site", "functions", `${name}.js`), "utf8");
}
