import { describe, expect, it } from "vitest";
import { policyPlatform } from "../../commands/policy/platform";
import { resourcesOf } from "../../policies/platform";
import { allRules } from "../../policies/rules/all";
import { platformStacks } from "../support/platform";
import { cases } from "./cases/all";
import { controls } from "./fsbp";
import { found } from "./support";

/** The controls of the standard that a rule says it serves. */
function servedBy(control: string): string[] {
  return /FSBP ([^;]+)/.exec(control)?.[1]?.split(", ") ?? [];
}

describe("the controls of the standard for data services and containers", () => {
  const platform = policyPlatform(platformStacks());

  const present = (types: readonly string[]) =>
    resourcesOf(platform, ...types).map(({ stack, address }) => `${stack.id} ${address}`);

  it("are listed once each", () => {
    const ids = controls.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(controls)("$id $asks", ({ id, checkov = [], gap, rules = [], absent, declined, atRunTime }) => {
    const answers = [
      checkov.length > 0,
      rules.length > 0,
      ...[absent, declined, atRunTime].map((one) => one !== undefined),
    ];
    expect(answers).toContain(true);
    // A rule in addition to a check has to say what the check leaves open.
    if (checkov.length > 0 && rules.length > 0) expect(gap).toBeDefined();
    expect(checkov.filter((check) => !/^CKV2?_AWS_\d+$/.test(check))).toEqual([]);
    expect(rules).toEqual(allRules.filter(({ control }) => servedBy(control).includes(id)).map((rule) => rule.id));
    if (absent) expect(present(absent)).toEqual([]);
  });

  const covered = controls.flatMap(({ id, rules = [] }) => rules.map((rule) => ({ id, rule })));

  it.each(covered)("$id is kept by $rule, which finds a stack that breaks it", ({ id, rule: ruleId }) => {
    const rule = allRules.find((each) => each.id === ruleId);
    const findings = cases
      .filter((each) => each.rule === ruleId && each.breaks?.[id] !== undefined)
      .map(({ stacks, breaks }) => ({ part: breaks?.[id] ?? "", all: rule ? found(rule, stacks) : [] }));
    expect(findings).not.toEqual([]);
    for (const { part, all } of findings) expect(all).toContainEqual(expect.stringContaining(part));
  });

  it("are broken by cases of the rules on record only", () => {
    const broken = cases.flatMap(({ rule, breaks = {} }) => Object.keys(breaks).map((id) => ({ id, rule })));
    for (const pair of broken) expect(covered).toContainEqual(pair);
  });

  it("are all that rules name of these services", () => {
    const services = new Set(controls.map(({ id }) => id.split(".")[0]));
    const named = allRules
      .flatMap(({ control }) => servedBy(control))
      .filter((id) => services.has(id.split(".")[0] ?? ""));
    expect(named.filter((id) => !controls.some((control) => control.id === id))).toEqual([]);
  });
});
