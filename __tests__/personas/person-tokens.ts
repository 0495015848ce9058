import { iam, type Site } from "./sites";
import { fromGithub, named, protectedJob } from "./tokens";
import type { Token } from "./trust";

/** A token of a person, and in which environments it opens the role: those that ask for no second factor, or all. */
export interface PersonToken {
  readonly token: string;
  readonly accepted: "everywhere" | "without MFA" | "nowhere" | "by the deployer";
  readonly of: (site: Site) => Token;
}

const regionalPage = (region: string) => `https://${region}.signin.aws.amazon.com/saml`;

function assertion(
  tags: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>> = {},
  provider = "workforce",
) {
  return (site: Site): Token => ({
    provider: iam(site, `saml-provider/${provider}`),
    action: "sts:AssumeRoleWithSAML",
    claims: {
      "SAML:aud": "https://signin.aws.amazon.com/saml",
      ...(Object.keys(tags).length > 0 && { "aws:TagKeys": Object.keys(tags) }),
      ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
      ...changes,
    },
  });
}

export const personTokens: readonly PersonToken[] = [
  { token: "Signed in with a second factor", accepted: "everywhere", of: assertion({ mfa: "true" }) },
  {
    token: "The same, of one application",
    accepted: "everywhere",
    of: assertion({ mfa: "true", application: "orders" }),
  },
  {
    token: "Signed in with a second factor, through the page of the region",
    accepted: "everywhere",
    of: (site) =>
      assertion({ mfa: "true" }, site.region === "us-east-1" ? {} : { "SAML:aud": regionalPage(site.region) })(site),
  },
  {
    token: "Through the page of a region that is not the platform's",
    accepted: "nowhere",
    of: assertion({ mfa: "true" }, { "SAML:aud": regionalPage("eu-west-1") }),
  },
  { token: "Signed in without a second factor", accepted: "without MFA", of: assertion({}) },
  { token: "The identity provider denies the second factor", accepted: "without MFA", of: assertion({ mfa: "false" }) },
  {
    token: "With the break-glass tag",
    accepted: "by the deployer",
    of: assertion({ mfa: "true", "break-glass": "prod" }),
  },
  { token: "With a tag that no one may set", accepted: "nowhere", of: assertion({ mfa: "true", environment: "dev" }) },
  {
    token: "For another audience",
    accepted: "nowhere",
    of: assertion({ mfa: "true" }, { "SAML:aud": "https://example.com" }),
  },
  { token: "From another identity provider", accepted: "nowhere", of: assertion({ mfa: "true" }, {}, "theirs") },
  {
    token: "From GitHub",
    accepted: "nowhere",
    of: (site) => fromGithub(named, protectedJob)(site),
  },
];
