import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";

/** Hosts of Git that CodeConnections connects to, as it calls them. */
export const connectionProviders = { bitbucket: "Bitbucket", github: "GitHub", gitlab: "GitLab" } as const;

const providers = Object.keys(connectionProviders) as (keyof typeof connectionProviders)[];

const smokeTest = z.strictObject({
  host: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "the first part of a host name, as in api")
    .describe("First part of the host name, before the domain of the environment."),
  path: z
    .string()
    .regex(/^\/[\w./~%!&+,;=:@-]{0,500}$/, "a path, as in /health")
    .default("/")
    .describe("Path of the request. / when absent."),
  status: z.int().min(200).max(499).default(200).describe("Status of the answer. 200 to 499, 200 when absent."),
});

/** The `application.delivery` section of an environment file. */
export const deliveryConfig = z
  .strictObject({
    engine: z
      .enum(["none", "codepipeline"])
      .describe("What builds, checks and deploys services and functions. none: somebody else does."),
    repository: z
      .string()
      .regex(/^[\w.-]{1,100}(\/[\w.-]{1,100}){1,5}$/, "owner and name, as in example-org/strata")
      .optional()
      .describe("Git repository with this project, services and functions included. Needed by an engine."),
    connection: z
      .enum(providers)
      .optional()
      .describe(
        "Where the repository is. A connection of CodeConnections waits until a person accepts it, once per region.",
      ),
    branch: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("The one branch that is delivered, without wildcards. Above tier sandbox the one that may apply."),
    approval: z
      .enum(["none", "manual"])
      .describe(
        "manual: somebody of operations approves every deployment, after all checks and before the first step.",
      ),
    failOn: z
      .enum(["critical", "high", "medium"])
      .describe("Findings of this severity and above in dependencies and images end a delivery."),
    smokeTests: z
      .record(plainName(2, 30), smokeTest)
      .describe("Requests that must be answered after a deployment, by name. Otherwise it is rolled back."),
  })
  .describe("Delivery of services and functions.");

export const deliveryDefaults = {
  sandbox: { engine: "none", approval: "none", failOn: "critical", smokeTests: {} },
  nonproduction: { engine: "none", approval: "none", failOn: "high", smokeTests: {} },
  production: { engine: "none", approval: "manual", failOn: "high", smokeTests: {} },
} satisfies TierDefaults<typeof deliveryConfig>;

export type DeliveryConfig = z.infer<typeof deliveryConfig>;
