import { describe, expect, it } from "vitest";
import { openedPaths } from "../../../commands/review/dangers/network";
import { worseRecovery } from "../../../commands/review/dangers/recovery";
import { loadEnvironments } from "../../../environments/load";
import { link } from "../../../synthesized/linked-stack";
import type { Stack, StackJson } from "../../../synthesized/stack";
import { platformStacks } from "../../support/platform";

type Rules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

describe("network paths", () => {
  const dev = platformStacks().filter(({ environment }) => environment === "dev");
  const type = "aws_vpc_security_group_ingress_rule";

  /** The environment with the rules of its network changed. */
  function withRules(change: (rules: Rules) => Rules): Stack[] {
    return dev.map((stack) => {
      if (stack.layer !== "network") return stack;
      const resource = { ...stack.json.resource, [type]: change(stack.json.resource?.[type] ?? {}) };
      return { ...stack, json: { ...stack.json, resource } as StackJson };
    });
  }

  const opened = (base: Stack[], head: Stack[]) => openedPaths({ base: link(base), head: link(head), changes: [] });

  it("names who reaches what, when a rule lets through more ports", () => {
    const wide = withRules((rules) =>
      Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, { ...rule, from_port: 1, to_port: 65535 }])),
    );
    const dangers = opened(dev, wide);
    expect(dangers.length).toBeGreaterThan(0);
    expect(dangers[0]).toMatchObject({
      kind: "network",
      environment: "dev",
      text: expect.stringMatching(/ reaches .* on /),
    });
  });

  it("says so where it cannot be said who reaches what: nothing would be seen", () => {
    const strange = withRules((rules) => ({
      ...rules,
      strange: { ...Object.values(rules)[0], referenced_security_group_id: "sg-0123" },
    }));
    expect(opened(dev, strange)).toMatchObject([
      { kind: "network", environment: "dev", details: [expect.stringContaining("sg-0123")] },
    ]);
  });

  it("names nothing when rules go, or stay", () => {
    expect(
      opened(
        dev,
        withRules(() => ({})),
      ),
    ).toEqual([]);
    expect(opened(dev, dev)).toEqual([]);
  });
});

describe("recovery figures", () => {
  const prod = loadEnvironments().find(({ name }) => name === "prod") ?? expect.fail("no prod");
  const recovery = prod.recovery ?? expect.fail("prod is not recovered");
  const relational = recovery.objectives.relational ?? expect.fail("no objective");

  it("name an objective that was raised, and a strategy that achieves less", () => {
    const looser = { ...relational, rpoMinutes: relational.rpoMinutes + 55 };
    const after = {
      ...prod,
      recovery: {
        ...recovery,
        strategy: "pilot-light" as const,
        objectives: { ...recovery.objectives, relational: looser },
      },
    };
    const [danger] = worseRecovery([prod], [after]);
    expect(danger).toMatchObject({ kind: "recovery", environment: "prod" });
    expect(danger?.details).toEqual(
      expect.arrayContaining([
        `relational, objective lost data (RPO): ${relational.rpoMinutes} → ${relational.rpoMinutes + 55} minutes`,
        expect.stringMatching(/^relational, achieved time to recover \(RTO\): 5 → 25 minutes$/),
      ]),
    );
    expect(worseRecovery([after], [prod])).toEqual([]);
  });

  it("name an environment that is recovered nowhere any more", () => {
    expect(worseRecovery([prod], [{ ...prod, recovery: undefined }])).toMatchObject([
      { text: "prod is recovered nowhere any more" },
    ]);
    expect(worseRecovery([prod], [prod])).toEqual([]);
  });
});
