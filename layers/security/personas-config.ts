import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { regionName } from "../../platform/regions";

/** The people who work on an environment, by what they do. */
export const personas = ["developer", "deployer", "operations", "ai-engineer"] as const;
export type Persona = (typeof personas)[number];

const samlProviderArn = z.string().regex(/^arn:aws:iam::\d{12}:saml-provider\/[\w.-]+$/, "the ARN of a SAML provider");
const clientId = z.string().regex(/^.{1,255}$/, "a client id of 1 to 255 characters");

/** Issuers whose tokens anybody can have, as jobs of any repository do. IAM wants their subject, which persons have none of. */
const sharedIssuers = [
  "accounts.google.com",
  "agent.buildkite.com",
  "api.pulumi.com/oidc",
  "app.terraform.io",
  "gitlab.com",
  "oidc.circleci.com",
  "token.actions.githubusercontent.com",
];

const saml = z.strictObject({
  kind: z.literal("saml"),
  providerArn: samlProviderArn.describe("SAML provider of the account. Its assertions name the role, and the tag mfa."),
});

const identityCenter = z.strictObject({
  kind: z.literal("identity-center"),
  providerArn: samlProviderArn
    .refine((arn) => !/AWSSSO_.*_DO_NOT_DELETE$/.test(arn), {
      message:
        "the SAML provider of an Identity Center application; AWSSSO_…_DO_NOT_DELETE serves permission sets only",
    })
    .describe('SAML provider of the account for an Identity Center application of type "External AWS Account".'),
  issuer: z
    .url({ protocol: /^https$/, error: "a URL that begins with https://" })
    .max(255, "a URL of at most 255 characters")
    .describe("Issuer URL of that application, as its metadata gives it. No other instance is trusted."),
});

const oidc = z.strictObject({
  kind: z.literal("oidc"),
  issuer: z
    .string()
    .regex(/^[a-z0-9.-]+(\/[\w./-]*\w)?$/, "an issuer without https:// and without a slash at the end")
    .refine((issuer) => !sharedIssuers.some((shared) => issuer === shared || issuer.startsWith(`${shared}/`)), {
      message: "a private issuer, not one that signs tokens for any customer",
    })
    .describe('Issuer of the tokens without https://, as in "login.example.com/workforce".'),
  clientIds: z
    .strictObject({
      developer: clientId.describe("Client that developers sign in to."),
      deployer: clientId.describe("Client that deployers sign in to."),
      operations: clientId.describe("Client that operations signs in to."),
      "ai-engineer": clientId.describe("Client that AI engineers sign in to."),
    })
    .superRefine((clients, context) => {
      for (const [persona, client] of Object.entries(clients)) {
        const twin = personas.find((other) => clients[other] === client);
        if (twin === undefined || twin === persona) continue;
        const message = `a client other than that of ${twin}, whose role its tokens could assume`;
        context.addIssue({ code: "custom", path: [persona], message });
      }
    })
    .describe("Client id (audience) of each persona. A token's audience decides which role it can assume."),
});

export const personasConfig = z
  .strictObject({
    identity: z
      .discriminatedUnion("kind", [saml, identityCenter, oidc])
      .optional()
      .describe("Where people sign in: saml, identity-center or oidc. No persona is created without it."),
    requireMfa: z
      .boolean()
      .describe("Require a second factor: session tag mfa (SAML) or amr (OIDC) from the identity provider."),
    sessionHours: z.int().min(1).max(12).describe("Longest session of a person. 1 to 12 hours (IAM API, CreateRole)."),
    alsoIn: z
      .array(
        z.strictObject({
          environment: z.string().describe("Name of the environment that recovers this one."),
          region: regionName.describe("Its region."),
        }),
      )
      .superRefine(distinct(({ environment }) => environment))
      .describe("Environments in the same account where these roles act as well. IAM knows no regions."),
  })
  .describe("IAM roles for people: developer, deployer, operations, ai-engineer.");

export type PersonasConfig = z.infer<typeof personasConfig>;

export const personasDefaults = {
  sandbox: { requireMfa: false, sessionHours: 12, alsoIn: [] },
  nonproduction: { requireMfa: true, sessionHours: 8, alsoIn: [] },
  production: { requireMfa: true, sessionHours: 4, alsoIn: [] },
} satisfies TierDefaults<typeof personasConfig>;
