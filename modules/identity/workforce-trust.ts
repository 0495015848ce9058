import type { PolicyStatement } from "./policy-document";

/** How people prove who they are. */
export type Workforce =
  /** A SAML provider of the account. */
  | { readonly kind: "saml"; readonly providerArn: string }
  /** The SAML provider of the account that stands for an instance of IAM Identity Center, known by its issuer. */
  | { readonly kind: "identity-center"; readonly providerArn: string; readonly issuer: string }
  /** An OpenID Connect provider of the account; `audience` is the client id that stands for the role. */
  | { readonly kind: "oidc"; readonly providerArn: string; readonly issuer: string; readonly audience: string };

export interface WorkforceTrustProps {
  readonly workforce: Workforce;
  /** The identity provider must say that the person signed in with a second factor. */
  readonly requireMfa: boolean;
  /** Session tags the identity provider may set. It cannot set any other. */
  readonly sessionTags: readonly string[];
}

const signInPage = "https://signin.aws.amazon.com/saml";

/**
 * The trust policy of a role for people. AWS cannot see how somebody signed in elsewhere, so a second factor is what the
 * identity provider says of it: the session tag `mfa` of a SAML assertion, or `mfa` among the methods (`amr`) of an
 * OIDC token (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html).
 */
export function workforceTrust({ workforce, requireMfa, sessionTags }: WorkforceTrustProps): PolicyStatement[] {
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
  const audience = { "SAML:aud": signInPage };
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
