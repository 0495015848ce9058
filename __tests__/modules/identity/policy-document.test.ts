import { expect, test } from "vitest";
import { policyDocument, policyVariable } from "../../../modules/identity/policy-document";

test("writes a statement in the policy language, with Allow by default", () => {
  const statement = { sid: "Read", actions: ["s3:GetObject"], resources: "*" };
  expect(JSON.parse(policyDocument([statement]))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" }],
  });
});

test("principals keep their kind", () => {
  const [everybody, mixed] = JSON.parse(
    policyDocument([
      { sid: "A", principal: "*", actions: "s3:GetObject" },
      {
        sid: "B",
        principal: { federated: "arn:aws:iam::111122223333:saml-provider/x" },
        actions: "sts:AssumeRoleWithSAML",
      },
    ]),
  ).Statement;
  expect(everybody.Principal).toBe("*");
  expect(mixed.Principal).toEqual({ Federated: "arn:aws:iam::111122223333:saml-provider/x" });
});

test("a policy variable is escaped, or Terraform would look for a resource of that name", () => {
  expect(policyVariable("aws:PrincipalTag/application")).toBe("$${aws:PrincipalTag/application}");
});
