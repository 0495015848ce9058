import { expect, test } from "vitest";
import { z } from "zod";
import { describe } from "../../environments/loader/describe-schema";
import { keysOf, schemaAt } from "../../environments/loader/shape";

const section = z.strictObject({ bias: z.boolean() });

test.each([
  ["an optional section", section.optional()],
  ["a section with a default", section.default({ bias: true })],
  ["a section whose keys have defaults", section.prefault({ bias: true })],
  ["a section that stays as it is", section.readonly()],
])("%s has the keys of what is inside", (_, wrapped) => {
  expect([...keysOf(wrapped).keys()]).toEqual(["bias"]);
  expect(describe(wrapped)).toBe("a section with bias");
  expect(schemaAt(z.strictObject({ monitors: wrapped }), ["monitors", "bias"])).toBe(section.shape.bias);
});
