import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { htmlOf } from "./html";
import { markdownOf } from "./markdown";
import type { Review } from "./report";

/** Writes `<name>.md`, `<name>.html` and `<name>.json`, each whole or not at all. Returns the folder. */
export function writeReports(out: string, name: "review" | "drift", review: Review): string {
  mkdirSync(out, { recursive: true });
  const files = {
    [`${name}.json`]: `${JSON.stringify(review, undefined, 2)}\n`,
    [`${name}.md`]: markdownOf(review),
    [`${name}.html`]: htmlOf(review),
  };
  for (const [file, text] of Object.entries(files)) {
    const draft = join(out, `.${file}.${process.pid}`);
    writeFileSync(draft, text);
    renameSync(draft, join(out, file));
  }
  return out;
}
