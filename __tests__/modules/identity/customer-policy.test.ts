import { expect, test } from "vitest";
import { CustomerPolicy } from "../../../modules/identity/customer-policy";
import { testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const build = (actions: readonly string[]) =>
  probe((stack) => {
    new CustomerPolicy(stack, "reading", {
      site: testSite(stack),
      purpose: "reading",
      path: "/people/",
      description: "Reads.",
      statements: [{ sid: "Read", actions, resources: "*" }],
    });
  });

test("is one managed policy at its path", () => {
  const json = build(["s3:GetObject"]);
  expect(typesOf(json)).toEqual({ aws_iam_policy: 1 });
  expect(at(json, "aws_iam_policy.reading")).toMatchObject({ name: "strata-test-reading", path: "/people/" });
});

test("refuses what IAM would refuse at apply: more than 6,144 characters", () => {
  const many = Array.from({ length: 400 }, (_, index) => `s3:GetObject${index}`);
  expect(() => build(many)).toThrow(
    /strata-test-reading: expected at most 6144 characters, got \d+\. Let it name less/,
  );
});
