import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../../platform/root";

/** What is compared of a JSON schema. */
interface Schema {
  readonly type?: string;
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** What readers of the new schema could not read of the data of the old one. Glue would store such a version as a failure. */
function breaks(old: Schema, next: Schema, path = "event"): string[] {
  const added = (next.required ?? []).filter((name) => !old.required?.includes(name));
  const changed = [
    [old.type !== next.type, "another type"],
    [next.enum !== undefined && !old.enum?.every((value) => next.enum?.includes(value)), "fewer values"],
    [next.pattern !== undefined && old.pattern !== next.pattern, "another pattern"],
    [(next.minLength ?? 0) > (old.minLength ?? 0), "longer texts"],
    [(next.maxLength ?? Infinity) < (old.maxLength ?? Infinity), "shorter texts"],
    [old.additionalProperties !== false && next.additionalProperties === false, "no other fields"],
  ] as const;
  return [
    ...added.map((name) => `${path}.${name}: required`),
    ...changed.flatMap(([is, text]) => (is ? [`${path}: ${text}`] : [])),
    ...Object.entries(old.properties ?? {}).flatMap(([name, property]) => {
      const kept = next.properties?.[name];
      if (kept) return breaks(property, kept, `${path}.${name}`);
      return next.additionalProperties === false ? [`${path}.${name}: removed`] : [];
    }),
  ];
}

const read = (...path: string[]) => JSON.parse(readFileSync(join(projectRoot(), ...path), "utf8")) as Schema;
/** As it was last deployed everywhere: after that, copy `jobs/event.schema.json` over it. */
const released = read("__tests__", "modules", "catalog", "released", "event.schema.json");

test("the schema of events reads what the released one wrote", () => {
  expect(breaks(released, read("jobs", "event.schema.json"))).toEqual([]);
});

const { properties = {}, required = [] } = released;
const { event_type: type = {}, subject = {}, source, ...others } = properties;

test.each<[string, Schema, string[]]>([
  ["a new optional field is allowed", { ...released, properties: { ...properties, trace: { type: "string" } } }, []],
  ["a new required field", { ...released, required: [...required, "subject"] }, ["event.subject: required"]],
  ["a removed field", { ...released, properties: { ...others, event_type: type, subject } }, ["event.source: removed"]],
  [
    "a value that goes",
    { ...released, properties: { ...properties, event_type: { ...type, enum: ["order_placed"] } } },
    ["event.event_type: fewer values"],
  ],
  [
    "a stricter text",
    { ...released, properties: { ...properties, subject: { ...subject, maxLength: 10 } } },
    ["event.subject: shorter texts"],
  ],
])("%s", (_, next, expected) => {
  expect(source).toBeDefined();
  expect(breaks(released, next)).toEqual(expected);
});
