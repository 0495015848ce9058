import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../platform/root";
import { parameterGroups } from "../../policies/databases";
import { policyAttributes } from "../../policies/documents";
import { publicBlocks } from "../../policies/rules/access-points";
import { allRules } from "../../policies/rules/all";
import { stateful } from "../../policies/rules/backup-tags";
import { bucketDeliveryTypes } from "../../policies/rules/bucket-deliveries";
import { parities } from "../../policies/rules/copies";
import { protections } from "../../policies/rules/deletion-protection";
import { changes } from "../../policies/rules/ignored-changes";
import { backedUp, deliveries, keyAttributes } from "../../policies/rules/key-uses";
import { placements, securityGroups } from "../../policies/rules/private-subnets";
import { secretArguments } from "../../policies/rules/secrets-in-state";
import { roleNeeds } from "../../policies/rules/service-linked-roles";
import { settings } from "../../policies/rules/service-settings";
import { accountSingletons, regionSingletons } from "../../policies/rules/singletons";
import { floors } from "../../policies/rules/tier-floors";
import { cases } from "./cases/all";
import { asTexts, found } from "./support";

describe.each(allRules)("$id $title", (rule) => {
  const own = cases.filter((each) => each.rule === rule.id);

  it("has a stack that breaks it and one that does not", () => {
    expect(new Set(own.map(({ finds }) => finds.length > 0))).toEqual(new Set([true, false]));
  });

  it.each(own)("$name", ({ stacks, finds }) => {
    expect(found(rule, stacks)).toEqual(finds.map((part) => expect.stringContaining(part)));
  });

  it.each(own)("$name, with booleans and numbers as text", ({ stacks }) => {
    expect(found(rule, asTexts(stacks))).toEqual(found(rule, stacks));
  });
});

describe("the rules", () => {
  it("have unique ids, in order, and every case belongs to a rule", () => {
    const ids = allRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(cases.filter(({ rule }) => !ids.includes(rule))).toEqual([]);
  });

  it("are all in the list", () => {
    const folder = join(projectRoot(), "policies", "rules");
    const files = readdirSync(folder).filter((file) =>
      /^export const \w+: Rule = /m.test(readFileSync(join(folder, file), "utf8")),
    );
    expect(files).toHaveLength(allRules.length);
  });
});

describe("resource types and arguments that rules name", () => {
  const library = join(projectRoot(), "node_modules", "@cdktf", "provider-aws", "lib");
  const declarations = (type: string) => {
    const file = join(library, type.replace(/^aws_/, "").replaceAll("_", "-"), "index.d.ts");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const types = [
    ...[...stateful, ...accountSingletons, ...regionSingletons],
    ...[...changes, ...settings, ...roleNeeds, ...backedUp].map(({ type }) => type),
    ...settings.flatMap(({ neededBy }) => neededBy),
  ];
  const named = [
    ...[...policyAttributes, ...protections, ...keyAttributes, ...deliveries, ...floors, ...bucketDeliveryTypes],
    ...[...parameterGroups, ...publicBlocks, ...secretArguments],
    ...securityGroups,
    ...placements.flatMap(({ type, attributes }) => attributes.map((attribute) => ({ type, attribute }))),
    ...parities.filter(({ attribute }) => !attribute.startsWith("tags.")),
  ];
  const attributes = named.map(({ type, attribute }) => ({ type, attribute }));

  it.each(types)("%s is one", (type) => {
    expect(declarations(type)).not.toBe("");
  });

  it.each(attributes)("$type has $attribute", ({ type, attribute }) => {
    for (const part of attribute.split(".")) {
      const name = part.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect(declarations(type)).toMatch(new RegExp(`readonly ${name}\\??:`));
    }
  });
});
