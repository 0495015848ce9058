import { expect, test } from "vitest";
import { FederatedRole } from "../../../modules/identity/federated-role";
import { testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const build = (audiences: readonly string[]) =>
  probe((stack) => {
    new FederatedRole(stack, "plan", {
      site: testSite(stack),
      purpose: "plan",
      path: "/delivery/",
      description: "Plans.",
      trust: [
        {
          sid: "Runs",
          principal: { federated: "arn:aws:iam::111122223333:oidc-provider/issuer.example.com" },
          actions: "sts:AssumeRoleWithWebIdentity",
          conditions: { StringEquals: { "issuer.example.com:aud": audiences } },
        },
      ],
      sessionHours: 2,
      policies: { reading: "arn:aws:iam::111122223333:policy/one", work: "arn:aws:iam::111122223333:policy/two" },
    });
  });

test("is a role under the boundary, with its policies attached", () => {
  const json = build(["strata"]);
  expect(typesOf(json)).toEqual({ aws_iam_role: 1, aws_iam_role_policy_attachment: 2 });
  expect(at(json, "aws_iam_role.plan")).toMatchObject({
    name: "strata-test-plan",
    path: "/delivery/",
    max_session_duration: 7200,
    permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
  });
  expect(statementsOf(at(json, "aws_iam_role.plan").assume_role_policy)).toHaveProperty("Runs");
  expect(at(json, "aws_iam_role_policy_attachment.plan_work")).toMatchObject({
    role: "${aws_iam_role.plan.name}",
    policy_arn: "arn:aws:iam::111122223333:policy/two",
  });
});

test("refuses a trust policy that IAM would refuse at apply: more than 2,048 characters", () => {
  const many = Array.from({ length: 60 }, (_, index) => `organization:example:workspace:${index}`);
  expect(() => build(many)).toThrow(/Trust policy of strata-test-plan: expected at most 2048 characters, got \d+\./);
});
