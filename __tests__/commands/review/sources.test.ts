import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App, TerraformStack } from "cdktf";
import { expect, it, onTestFinished } from "vitest";
import { sourceOf } from "../../../commands/review/sources";
import { callSitesOf, recordSources } from "../../../platform/cdktf/sources";

const place = { stack: "dev-data", environment: "dev", layer: "data", path: "raw" };

it("notes where an element is built, from when it is asked to", () => {
  const stack = new TerraformStack(new App(), "dev-data");
  new S3Bucket(stack, "before", {});
  onTestFinished(recordSources());
  new S3Bucket(stack, "raw", {});
  expect(callSitesOf("dev-data/before")).toEqual([]);
  expect(callSitesOf("dev-data/raw").some(([file]) => file.endsWith("sources.test.ts"))).toBe(true);
  expect(new Error("as before").stack).toContain("as before");
});

it("names no place outside of layers and modules, or of what was not seen", () => {
  expect(sourceOf(place)).toBeUndefined();
  expect(sourceOf({ ...place, path: "other" })).toBeUndefined();
});
