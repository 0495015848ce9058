import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { environmentsFolder } from "../../environments/inspect";
import { environmentJsonSchema, schemaFileName } from "../../environments/json-schema";

const read = (name: string) => readFileSync(join(environmentsFolder(), name), "utf8");

test("environment.schema.json is what the schema says now", () => {
  expect(read(schemaFileName), "Stale: run `npx strata check --write-schema`").toBe(environmentJsonSchema());
});

test.each(readdirSync(environmentsFolder()).filter((name) => name.endsWith(".yaml")))(
  "%s points editors to it",
  (name) => {
    expect(read(name).split("\n")[0]).toBe(`# yaml-language-server: $schema=./${schemaFileName}`);
  },
);

test("a file may leave any value to its base or tier, but name no key that does not exist", () => {
  const schema = JSON.parse(environmentJsonSchema());
  expect(schema).toMatchObject({ additionalProperties: false, properties: { extends: { type: "string" } } });
  expect(schema.required).toBeUndefined();
  expect(schema.properties.network).toMatchObject({ additionalProperties: false });
  expect(schema.properties.network.required).toBeUndefined();
  expect(schema.properties.network.properties.natPerAz.description).toMatch(/NAT/);
});

test("the kinds of state stay apart by their backend", () => {
  const { anyOf } = JSON.parse(environmentJsonSchema()).properties.state;
  const kinds = anyOf.map((kind: { properties: { backend: object } }) => kind.properties.backend);
  expect(kinds).toMatchObject([{ const: "local" }, { const: "s3" }, { const: "cloud" }]);
});

test("what is optional takes the word none, which takes it away", () => {
  const { security, network, tags, data } = JSON.parse(environmentJsonSchema()).properties;
  const takesNone = ({ anyOf = [] }: { anyOf?: object[] }) =>
    anyOf.some((kind) => "const" in kind && kind.const === "none");
  expect(takesNone(network.properties.interfaceEndpoints)).toBe(true);
  expect(network.properties.interfaceEndpoints.description).toMatch(/endpoint/);
  expect(takesNone(data.properties.tables.additionalProperties)).toBe(true);
  expect([network.properties.cidr, network, tags.additionalProperties].some(takesNone)).toBe(false);
  expect(security.properties.logArchive.properties.objectLock).not.toHaveProperty("anyOf");
});
