import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { largestUpload } from "../../functions/documents-api/routes";
import { largestContent, textOf } from "../../functions/summarize/extract";
import { projectRoot } from "../../platform/root";

const read = (name: string) => readFileSync(join(projectRoot(), "knowledge/handbook", name), "utf8");
const mebibytes = (bytes: number) => `${bytes / 1024 ** 2} MiB`;

test("the handbook tells people the limits that functions have", async () => {
  const documents = read("documents.md");
  expect(documents).toContain(`A file has at most ${mebibytes(largestUpload)}`);
  expect(documents).toContain(`larger than ${mebibytes(largestContent)}`);
  for (const type of ["text/plain", "text/markdown", "text/csv", "application/json"]) {
    expect(await textOf(Buffer.from("x"), type)).toBe("x");
  }
});
