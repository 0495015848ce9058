import { expect, test } from "vitest";
import type { z } from "zod";
import { layerNames } from "../../layers/layers";
import type { deliveryConfig } from "../../layers/security/delivery-config";
import { SecurityStack } from "../../layers/security/stack";
import { environmentOf } from "../support/environment";
import { at, synthesized, temporaryApp } from "../support/synthesis";
import { agentTokens, type EngineToken, engines, gitlabTokens, jenkinsTokens } from "./engine-tokens";
import { trusts } from "./trust";

const { gitlab, jenkins, agents } = engines;

/** The roles that plan and apply, where these engines deliver. */
function rolesWith(delivery: Omit<z.infer<typeof deliveryConfig>, "sessionHours">) {
  const app = temporaryApp();
  const { security, ...environment } = environmentOf("production");
  const settings = { ...security, delivery: { sessionHours: 2, ...delivery } };
  const { node } = new SecurityStack(app, { ...environment, security: settings }, layerNames);
  const json = synthesized(app)[node.id] ?? expect.fail(`no ${node.id}`);
  const roleOf = (phase: string) => ({
    arn: `arn:aws:iam::111122223333:role/delivery/${phase}`,
    account: "111122223333",
    trust: JSON.parse(String(at(json, `aws_iam_role.${phase}`).assume_role_policy)),
  });
  return { plan: roleOf("plan"), apply: roleOf("apply") };
}

test.each<[string, Parameters<typeof rolesWith>[0], readonly EngineToken[]]>([
  ["GitLab CI", { gitlab, jenkins }, gitlabTokens],
  ["Jenkins, with tokens", { gitlab, jenkins }, jenkinsTokens],
  ["Jenkins, with roles of its agents", { jenkins: agents }, agentTokens],
])("%s: the roles that plan and apply accept what they should, and nothing else", (_, delivery, all) => {
  const { plan, apply } = rolesWith(delivery);
  const accepted = all.map(({ token, presents }) => ({
    token,
    plan: trusts(plan, presents),
    apply: trusts(apply, presents),
  }));
  expect(accepted).toEqual(
    all.map(({ token, plan: plans, apply: applies }) => ({ token, plan: plans, apply: applies })),
  );
});
