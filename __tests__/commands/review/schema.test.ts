import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { reviewSchema } from "../../../commands/review/schema";
import { projectRoot } from "../../../platform/root";

it("docs/review.schema.json is that of the reports", async () => {
  const schema = JSON.stringify(z.toJSONSchema(reviewSchema), undefined, 2);
  await expect(`${schema}\n`).toMatchFileSnapshot("../../../docs/review.schema.json");
});

it("the README names it", () => {
  expect(readFileSync(join(projectRoot(), "README.md"), "utf8")).toContain("docs/review.schema.json");
});
