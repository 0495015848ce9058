import { CognitoIdentityProvider } from "@cdktf/provider-aws/lib/cognito-identity-provider";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface UserPoolProps {
  readonly site: Site;
  /** Who signs in, as in "users"; part of the names. */
  readonly purpose: string;
  readonly policy: SignInPolicy;
  /** Where the web pages are that people sign in from, as in "https://www.example.com". */
  readonly origins: readonly string[];
  /** Identity provider outside that people sign in with. @default they have passwords in the pool */
  readonly federation?: Federation;
}

export interface SignInPolicy {
  /** Second factor: asked of everybody, or left to each. */
  readonly mfa: "required" | "optional";
  /** Whether people make accounts themselves. */
  readonly selfSignUp: boolean;
  /** Whether Cognito refuses sign-ins that look stolen. Costs extra for each user. */
  readonly threatProtection: boolean;
  /** Hours until people sign in again. */
  readonly sessionHours: number;
}

/** An identity provider by its name in the pool, and what the pool knows of it. */
export type Federation =
  | { readonly kind: "saml"; readonly name: string; readonly metadataUrl: string; readonly emailClaim: string }
  /** An administrator has added it: its secret must not be in a state. */
  | { readonly kind: "oidc"; readonly name: string };

/** Path below each origin that people come back to with a code. */
export const signedInPath = "/signed-in";

/** People who sign in to what the platform serves, and the client that web pages do it with: a code and PKCE, no secret. */
export class UserPool extends Construct {
  readonly userPoolId: string;
  readonly arn: string;
  readonly clientId: string;
  /** What tokens say they are from. */
  readonly issuer: string;
  /** Host of the pages that people sign in on. */
  readonly signInHost: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const { site, purpose, policy, origins, federation } = props;
    const pool = new CognitoUserPool(this, "pool", {
      name: site.names.of("user-pool", purpose),
      deletionProtection: site.deletionProtection ? "ACTIVE" : "INACTIVE",
      userPoolTier: policy.threatProtection ? "PLUS" : "ESSENTIALS",
      mfaConfiguration: policy.mfa === "required" ? "ON" : "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: !policy.selfSignUp },
      passwordPolicy: {
        minimumLength: 14,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
        temporaryPasswordValidityDays: 3,
      },
      userPoolAddOns: { advancedSecurityMode: policy.threatProtection ? "ENFORCED" : "OFF" },
    });
    const domain = new CognitoUserPoolDomain(this, "domain", {
      domain: site.names.of("sign-in-domain", purpose),
      userPoolId: pool.id,
    });
    const provider = federation && this.providerOf(pool, federation);
    const client = new CognitoUserPoolClient(this, "client", {
      name: site.names.of("user-pool", "web"),
      userPoolId: pool.id,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["email", "openid", "profile"],
      supportedIdentityProviders: [provider ?? "COGNITO"],
      callbackUrls: origins.map((origin) => `${origin}${signedInPath}`),
      logoutUrls: origins.map((origin) => `${origin}/`),
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: 60,
      idTokenValidity: 60,
      refreshTokenValidity: policy.sessionHours,
      tokenValidityUnits: [{ accessToken: "minutes", idToken: "minutes", refreshToken: "hours" }],
    });
    this.userPoolId = pool.id;
    this.arn = pool.arn;
    this.clientId = client.id;
    this.issuer = `https://${pool.endpoint}`;
    this.signInHost = `${domain.domain}.auth.${site.region}.amazoncognito.com`;
  }

  private providerOf(pool: CognitoUserPool, federation: Federation): string {
    if (federation.kind === "oidc") return federation.name;
    return new CognitoIdentityProvider(this, "federation", {
      userPoolId: pool.id,
      providerName: federation.name,
      providerType: "SAML",
      providerDetails: { MetadataURL: federation.metadataUrl, IDPSignout: "true" },
      attributeMapping: { email: federation.emailClaim },
      // Cognito adds what it read from the metadata.
      lifecycle: {
        ignoreChanges: [
          'provider_details["ActiveEncryptionCertificate"]',
          'provider_details["SLORedirectBindingURI"]',
          'provider_details["SSORedirectBindingURI"]',
        ],
      },
    }).providerName;
  }
}
