import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

/** Most requests per second that API Gateway takes of an account, and at once: where it takes fewer, less is no error. */
export const accountThrottle = { ratePerSecond: 10_000, burst: 5000 };

export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "ANY"] as const;

const route = z.strictObject({
  route: z
    .string()
    .regex(
      new RegExp(`^(?:${methods.join("|")}) /(?:(?:[\\w.~-]+|\\{\\w+\\})/)*(?:[\\w.~-]+|\\{\\w+\\+?\\})?$`),
      "a method and a path, as in GET /documents/{documentId}, or ANY /files/{path+}",
    )
    .describe(`Method and path. Methods: ${methods.join(", ")}.`),
  to: reference(["functions", "services"], "Function or service that answers."),
  signIn: z.boolean().default(true).describe("Whether callers need a token of a user who signed in. On when absent."),
  ratePerSecond: z
    .int()
    .min(1)
    .describe(
      `Requests per second of all callers together; more get 429. 1 to ${accountThrottle.ratePerSecond} (API Gateway quota of an account).`,
    ),
  burst: z
    .int()
    .min(1)
    .optional()
    .describe(
      `Requests at once. Twice ratePerSecond when absent. 1 to ${accountThrottle.burst} (API Gateway quota of an account).`,
    ),
});

const http = z
  .strictObject({
    routes: z.record(plainName(2, 50), route).describe("Routes by name. There is no API without one."),
  })
  .describe("HTTP API, for people's browsers.");

const federation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("saml"),
    name: plainName(3, 32).describe("Name of the provider in the user pool."),
    metadataUrl: z.url({ protocol: /^https$/ }).describe("Where the provider publishes its metadata, by HTTPS."),
    emailClaim: z
      .string()
      .min(1)
      .max(256)
      .default("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")
      .describe("Claim that has the e-mail address."),
  }),
  z.strictObject({
    kind: z.literal("oidc"),
    name: plainName(3, 32).describe(
      "Name of a provider that an administrator has added to the user pool: its client secret must not be in a state.",
    ),
  }),
]);

const signIn = z
  .strictObject({
    hosts: z
      .array(plainName(1, 63))
      .min(1)
      .max(20)
      .superRefine(distinct())
      .describe("Hosts of the web pages that people sign in from and that call the API, as names below `domain`."),
    mfa: z
      .enum(["required", "optional"])
      .describe("Second factor from an authenticator app: required for all users, or optional."),
    selfSignUp: z.boolean().describe("Whether people can sign up themselves. Never in production."),
    threatProtection: z
      .boolean()
      .describe("Whether Cognito refuses sign-ins that look stolen. Costs extra for each user (feature plan Plus)."),
    sessionHours: z.int().min(1).max(720).describe("Hours until people sign in again. 1 to 720 (30 days)."),
    federation: federation
      .optional()
      .describe(
        "External identity provider that people sign in with. User pools do not replicate: with it, people find their accounts in a recovery region too. None when absent.",
      ),
  })
  .describe("Signing in, with a user pool of Cognito per region.");

const plan = z.strictObject({
  ratePerSecond: z.int().min(1).describe(`Requests per second of one key. 1 to ratePerSecond of the API.`),
  perMonth: z.int().min(1).max(1_000_000_000).describe("Requests of one key in a calendar month. At least 1."),
});

const partner = z.strictObject({
  openapi: z
    .string()
    .regex(/^functions\/[\w./-]+\.yaml$/, "a YAML file below functions/")
    .describe("OpenAPI document, from the root of the repository. `x-function` names the function of each operation."),
  ratePerSecond: z
    .int()
    .min(1)
    .default(100)
    .describe(
      `Requests per second of all keys together. 1 to ${accountThrottle.ratePerSecond} (API Gateway quota of an account), 100 when absent.`,
    ),
  plans: z.record(plainName(2, 30), plan).describe("Usage plans by name. A partner's key belongs to one of them."),
});

/** The `application.api` section of an environment file. */
export const apiConfig = z
  .strictObject({
    ownEndpoint: z
      .boolean()
      .describe(
        "Whether APIs also answer on the host names that AWS gives them, past the edge with its web ACLs. Off from tier nonproduction up.",
      ),
    http,
    signIn,
    partner: partner.optional().describe("REST API for partners, with keys. None when absent."),
  })
  .describe("APIs.");

const hosts = ["www"];

export const apiDefaults = {
  sandbox: {
    ownEndpoint: true,
    http: { routes: {} },
    signIn: { hosts, mfa: "optional", selfSignUp: true, threatProtection: false, sessionHours: 168 },
  },
  nonproduction: {
    ownEndpoint: false,
    http: { routes: {} },
    signIn: { hosts, mfa: "required", selfSignUp: false, threatProtection: false, sessionHours: 24 },
  },
  production: {
    ownEndpoint: false,
    http: { routes: {} },
    signIn: { hosts, mfa: "required", selfSignUp: false, threatProtection: true, sessionHours: 12 },
  },
} satisfies TierDefaults<typeof apiConfig>;
