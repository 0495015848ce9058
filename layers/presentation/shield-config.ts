import { z } from "zod";
import { longestPath } from "../../modules/routing/path-patterns";
import { mostContacts } from "../../modules/shield/limits";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";
import { hostLabel } from "./host-label";

const contact = z.strictObject({
  email: z.email("an e-mail address").max(150),
  phone: z.string().regex(/^\+[1-9]\d{4,14}$/, "a telephone number as in +15551234567"),
  notes: z
    .string()
    .regex(/^[\w .\-,:/()+@]{1,1024}$/, "up to 1024 letters, digits, spaces and . - , : / ( ) + @")
    .optional()
    .describe("When to call, and what for."),
});

const healthPath = z
  .string()
  .max(longestPath, `a path of at most ${longestPath} characters`)
  .regex(/^\/[\w\-./~]*$/, "a path without *, as in /health");

/** The `presentation.shield` section of an environment file. */
export const shieldConfig = z
  .strictObject({
    plan: z
      .enum(["standard", "advanced"])
      .describe(
        "standard: what AWS includes. advanced: Shield Advanced for zone, distributions and load balancer. It " +
          "subscribes the account for a year, which costs 3000 USD a month and renews itself.",
      ),
    response: z
      .enum(["none", "count", "block"])
      .describe(
        "What Shield Advanced does to requests of an attack: rules that it puts at the end of the web ACL of CloudFront count " +
          "or refuse them. They take 150 capacity units.",
      ),
    watched: z
      .record(hostLabel, healthPath)
      .describe(
        "Path that answers 200 while a host works, by host as routes have it. Shield looks at it in an attack.",
      ),
    contacts: z
      .record(plainName(2, 32), contact)
      .refine((contacts) => Object.keys(contacts).length <= mostContacts, `at most ${mostContacts} contacts`)
      .describe(
        "People whom the Shield Response Team calls when a watched host fails in an attack. It calls no one without contacts.",
      ),
  })
  .describe(
    "Protection from denial-of-service attacks. One environment of an account subscribes; that which recovers it follows.",
  );

const standard = { plan: "standard" as const, response: "none" as const, watched: {}, contacts: {} };

export const shieldDefaults = {
  sandbox: standard,
  nonproduction: standard,
  production: standard,
} satisfies TierDefaults<typeof shieldConfig>;
