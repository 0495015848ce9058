import { isWildcardOnlyAction } from "@cloud-copilot/iam-simulate";
import { describe, expect, test } from "vitest";
import { argumentOf, ofType } from "../../policies/access/arns";
import { iamModelOf, knownPolicies } from "../../policies/access/iam-model";
import { simulate } from "../../policies/access/simulate";
import { linkedPlatform } from "../support/platform";
import { matrix } from "./matrix";
import { sites } from "./sites";

const stacks = linkedPlatform();
const model = iamModelOf(stacks);

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

const roles = [...model.roles.values()].filter((role) => knownPolicies(role).length > 0);
const statements = new Map(
  roles.flatMap(({ policies }) =>
    policies.flatMap(({ name, policy }) =>
      (policy as { Statement: Statement[] }).Statement.map(
        (statement) => [`${name}.${statement.Sid}`, statement] as const,
      ),
    ),
  ),
);
const list = (value: string | readonly string[] | undefined) => [value ?? []].flat();

describe("the roles of people and of the pipeline", () => {
  test("are four and two in dev, stage and prod; in dr, which shares prod's account, two", () => {
    expect(roles.map(({ name }) => name).sort()).toEqual(
      ["dev", "stage", "prod"]
        .flatMap((name) =>
          ["ai-engineer", "apply", "deployer", "developer", "operations", "plan"].map(
            (role) => `strata-${name}-${role}`,
          ),
        )
        .concat("strata-dr-apply", "strata-dr-plan")
        .sort(),
    );
  });

  test("carry no more policies than IAM lets a role carry: ten", () => {
    expect(Math.max(...roles.map(({ policies }) => policies.length))).toBeLessThanOrEqual(10);
  });

  test("allow no service everything, and nothing by exclusion", () => {
    for (const [name, { Effect, Action }] of statements) {
      if (Effect === "Allow") expect(list(Action), name).not.toEqual([]);
      expect(list(Action), name).not.toContain("*");
    }
  });

  test("speak of all resources only where AWS knows none", async () => {
    // Hundreds of reads whose resources are unknown before they answer; and CloudWatch's optional data sets.
    const exceptions = [/-configuration\.ReadConfiguration$/, /-data-configuration\.ReadDataServices$/];
    const optional = [
      "cloudwatch:GetMetricData",
      "cloudwatch:ListMetrics",
      // Its resources are what a guardrail may refer to; it has no ARN before it is made.
      "bedrock:CreateGuardrail",
      // A profile is a copy of a model, which belongs to no account.
      "bedrock:CreateInferenceProfile",
    ];
    const mistakes: string[] = [];
    for (const [name, { Effect, Action, Resource }] of statements) {
      if (Effect === "Deny" || !list(Resource).includes("*") || exceptions.some((one) => one.test(name))) continue;
      for (const action of list(Action).filter((one) => !optional.includes(one))) {
        const [service = "", call = ""] = action.split(":");
        if (call.includes("*") || !(await isWildcardOnlyAction(service, call))) mistakes.push(`${name}: ${action}`);
      }
    }
    expect(mistakes).toEqual([]);
  });
});

test("every role of every stack is under its environment's boundary", () => {
  for (const role of ofType(stacks, "aws_iam_role")) {
    const environment = role.stack.environment === "dr" ? "prod" : role.stack.environment;
    expect(argumentOf(role, "permissions_boundary"), role.address).toMatch(
      new RegExp(`^arn:aws:iam::\\d{12}:policy/strata-${environment}-boundary$`),
    );
  }
});

test("no role is given an action of a service that its boundary leaves out", () => {
  const mistakes = ofType(stacks, "aws_iam_role_policy").flatMap(({ stack, address, block }) => {
    const owner = stack.environment === "dr" ? "prod" : stack.environment;
    const boundary = model.roles.get(`strata-${owner}-apply`)?.boundary.policy as { Statement: Statement[] };
    const allowed = list(boundary.Statement.find(({ Sid }) => Sid === "AllowPlatformServices")?.Action);
    const given = (JSON.parse(String(block.policy)) as { Statement: Statement[] }).Statement;
    return given
      .flatMap(({ Effect, Action }) => (Effect === "Allow" ? list(Action) : []))
      .filter((action) => !allowed.includes(action.replace(/:.*/, ":*")))
      .map((action) => `${address}: ${action}`);
  });
  expect(mistakes).toEqual([]);
});

test("leaving out the actions of other services changes no verdict", async () => {
  const everySite = sites.flatMap((site) => matrix.map((row) => ({ site, row })));
  for (const { site, row } of everySite.filter((_, index) => index % 12 === 0)) {
    const role = model.roles.get(`strata-${site.owner}-deployer`) ?? expect.fail();
    const session = { role, region: site.region, tags: row.tags?.(site) };
    for (const call of row.calls(site)) {
      expect(await simulate(model, session, call, (_, policy) => policy)).toEqual(await simulate(model, session, call));
    }
  }
});
