import type { PolicyStatement } from "./policy-document";

/** How people prove who they are. */
export type Workforce =
  /** A SAML provider of the account. */
  | { readonly kind: "saml"; readonly providerArn: string }
  /** The account's SAML provider for an instance of IAM Identity Center, identified by its issuer. */
  | { readonly kind: "identity-center"; readonly providerArn: string; readonly issuer: string }
  /** An OpenID Connect provider of the account; `audience` is the client id of the role. */
  | { readonly kind: "oidc"; readonly providerArn: string; readonly issuer: string; readonly audience: string };

export interface WorkforceTrustProps {
  readonly workforce: Workforce;
  /** The identity provider must say that the person signed in with a second factor. */
  readonly requireMfa: boolean;
  /** Regions whose sign-in pages people may come through, in addition to the one in us-east-1. */
  readonly signInRegions: readonly string[];
  /** Session tags the identity provider may set. It cannot set any other. */
  readonly sessionTags: readonly string[];
}

/**
 * Sign-in pages of us-east-1, which has no region in its name and is no global one, and of the regions: with one region
 * lost, people come in through another (AWS Security Blog, "How to use regional SAML endpoints for failover").
 */
function signInPages(regions: readonly string[]): string[] {
  const others = regions.filter((region) => region !== "us-east-1");
  return ["", ...new Set(others)].map((region) => `https://${region && `${region}.`}signin.aws.amazon.com/saml`);
}

/**
 * The trust policy of a role for people. AWS cannot see how a person signed in elsewhere, so a second factor is what
 * the identity provider says of it: the session tag `mfa` of a SAML assertion, or `mfa` among the methods (`amr`) of an
 * OIDC token (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html).
 */
export function workforceTrust(props: WorkforceTrustProps): PolicyStatement[] {
  const { workforce, requireMfa, signInRegions, sessionTags } = props;
  const principal = { federated: workforce.providerArn };
  const knownTags = { "ForAllValues:StringEquals": { "aws:TagKeys": sessionTags } };
  if (workforce.kind === "oidc") {
    const secondFactor = { "ForAnyValue:StringEquals": { [`${workforce.issuer}:amr`]: "mfa" } };
    return [
      {
        sid: "AssumedByPeople",
        principal,
        actions: "sts:AssumeRoleWithWebIdentity",
        conditions: {
          StringEquals: { [`${workforce.issuer}:aud`]: workforce.audience },
          ...(requireMfa && secondFactor),
          ...knownTags,
        },
      },
      { sid: "TaggedByIdentityProvider", principal, actions: "sts:TagSession", conditions: knownTags },
    ];
  }
  const audience = { "SAML:aud": signInPages(signInRegions) };
  return [
    {
      sid: "AssumedByPeople",
      principal,
      actions: "sts:AssumeRoleWithSAML",
      conditions: {
        StringEquals: {
          ...audience,
          ...(workforce.kind === "identity-center" && { "SAML:iss": workforce.issuer }),
          ...(requireMfa && { "aws:RequestTag/mfa": "true" }),
        },
        ...knownTags,
      },
    },
    {
      sid: "TaggedByIdentityProvider",
      principal,
      actions: "sts:TagSession",
      conditions: { StringEquals: audience, ...knownTags },
    },
  ];
}
