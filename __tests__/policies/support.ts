import { policyPlatform } from "../../commands/policy/platform";
import type { Platform, Rule } from "../../policies/types";
import type { Block } from "../../synthesized/stack";
import { type FakeStacks, fakeStacks } from "../support/fake-stacks";

/** The stacks as rules see them. */
export function platformOf(stacks: FakeStacks): Platform {
  return policyPlatform(fakeStacks(stacks));
}

/** The same stacks with every boolean and number as a text, which Terraform takes as well. */
export function asTexts(stacks: FakeStacks): FakeStacks {
  const text = (_: string, value: unknown) =>
    typeof value === "boolean" || typeof value === "number" ? String(value) : value;
  return JSON.parse(JSON.stringify(stacks, text)) as FakeStacks;
}

/** What a rule finds in the stacks, as in `prod-data aws_kms_key.x: <detail>`. */
export function found({ check }: Rule, stacks: FakeStacks): string[] {
  return check(platformOf(stacks)).map(({ resource, detail }) => `${resource.stack.id} ${resource.address}: ${detail}`);
}

/** A policy of the statements, each of which allows unless it says otherwise. */
export function policy(...statements: readonly Block[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}
