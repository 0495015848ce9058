import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../modules/identity/policy-document";
import { type Workforce, workforceTrust } from "../../../modules/identity/workforce-trust";
import { type Token, trusts } from "../../personas/trust";

const account = "111122223333";
const saml = `arn:aws:iam::${account}:saml-provider/workforce`;
const oidc = `arn:aws:iam::${account}:oidc-provider/login.example.com`;
const issuer = "https://portal.sso.us-east-1.amazonaws.com/saml/assertion/ABC";

function accepts(workforce: Workforce, requireMfa: boolean, token: Token): boolean {
  const statements = workforceTrust({
    workforce,
    requireMfa,
    signInRegions: ["us-east-1", "us-west-2"],
    sessionTags: ["mfa", "application"],
  });
  return trusts(
    {
      name: "strata-dev-developer",
      arn: `arn:aws:iam::${account}:role/personas/strata-dev-developer`,
      account,
      trust: JSON.parse(policyDocument(statements)),
      policies: [],
      boundary: { name: "boundary", policy: {} },
    },
    token,
  );
}

const assertion = (claims: Token["claims"]): Token => ({
  provider: saml,
  action: "sts:AssumeRoleWithSAML",
  claims: { "SAML:aud": "https://signin.aws.amazon.com/saml", ...claims },
});
const secondFactor = { "aws:TagKeys": ["mfa"], "aws:RequestTag/mfa": "true" };

describe("IAM Identity Center", () => {
  const workforce: Workforce = { kind: "identity-center", providerArn: saml, issuer };

  test("is trusted as that instance only", () => {
    expect(accepts(workforce, true, assertion({ ...secondFactor, "SAML:iss": issuer }))).toBe(true);
    expect(accepts(workforce, true, assertion({ ...secondFactor, "SAML:iss": `${issuer}D` }))).toBe(false);
    expect(accepts(workforce, true, assertion(secondFactor))).toBe(false);
  });

  test("may set the known session tags, which AWS asks apart and without the issuer", () => {
    const tag = (keys: string[]): Token => ({ ...assertion({ "aws:TagKeys": keys }), action: "sts:TagSession" });
    expect(accepts(workforce, true, tag(["mfa", "application"]))).toBe(true);
    expect(accepts(workforce, true, tag(["mfa", "break-glass"]))).toBe(false);
  });
});

describe("A SAML provider", () => {
  const workforce: Workforce = { kind: "saml", providerArn: saml };

  test.each([
    ["us-east-1", "https://signin.aws.amazon.com/saml", true],
    ["the recovery region", "https://us-west-2.signin.aws.amazon.com/saml", true],
    ["a region that the platform does not work in", "https://eu-west-1.signin.aws.amazon.com/saml", false],
    ["us-east-1 by a name that it does not have", "https://us-east-1.signin.aws.amazon.com/saml", false],
  ])("is trusted through the sign-in page of %s: %#", (_, page, expected) => {
    for (const action of ["sts:AssumeRoleWithSAML", "sts:TagSession"] as const) {
      expect(accepts(workforce, true, { ...assertion({ ...secondFactor, "SAML:aud": page }), action })).toBe(expected);
    }
  });
});

describe("OpenID Connect", () => {
  const workforce: Workforce = { kind: "oidc", providerArn: oidc, issuer: "login.example.com", audience: "developers" };
  const token = (claims: Readonly<Record<string, string | string[]>>): Token => ({
    provider: oidc,
    action: "sts:AssumeRoleWithWebIdentity",
    claims: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`login.example.com:${claim}`, value])),
  });

  test("opens a role to its client alone", () => {
    expect(accepts(workforce, false, token({ aud: "developers" }))).toBe(true);
    expect(accepts(workforce, false, token({ aud: "deployers" }))).toBe(false);
  });

  test("must name a second factor among the methods where one is asked for", () => {
    expect(accepts(workforce, true, token({ aud: "developers", amr: ["pwd", "mfa"] }))).toBe(true);
    expect(accepts(workforce, true, token({ aud: "developers", amr: ["pwd"] }))).toBe(false);
    expect(accepts(workforce, true, token({ aud: "developers" }))).toBe(false);
  });
});
