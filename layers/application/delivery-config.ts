import { z } from "zod";
import { serviceAlarms } from "../../modules/load-balancing/service-alarm-names";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";

/** Hosts of Git that CodeConnections connects to, as it calls them. */
export const connectionProviders = { bitbucket: "Bitbucket", github: "GitHub", gitlab: "GitLab" } as const;

/** Their host names. */
export const repositoryHosts = { bitbucket: "bitbucket.org", github: "github.com", gitlab: "gitlab.com" } as const;

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

const jenkins = z.strictObject({
  host: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "the first part of a host name, as in jenkins")
    .describe("First part of its host name in the private zone, before internal.<domain>."),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, "the ARN of a certificate of ACM")
    .describe("Certificate for that host name, in the region of the environment. Request it in ACM yourself."),
  signIn: z
    .strictObject({
      metadataUrl: z.url({ protocol: /^https$/ }).describe("Where the identity provider publishes its SAML metadata."),
      administrators: z.string().min(1).max(100).describe("Group that administers Jenkins."),
      operators: z
        .string()
        .min(1)
        .max(100)
        .describe("Group that starts and approves deliveries. All other users can only view."),
    })
    .describe("Single sign-on. Jenkins keeps no list of users."),
});

/** The `application.delivery` section of an environment file. */
export const deliveryConfig = z
  .strictObject({
    engine: z
      .enum(["none", "codepipeline", "jenkins"])
      .describe(
        "What builds, checks and deploys services and functions: CodePipeline, or Jenkins on the cluster. none: a system outside this platform.",
      ),
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
      .describe(
        "The branch to deliver, without wildcards. Above tier sandbox the branch that may apply. Taking it away destroys the delivery, with its logs and artifacts.",
      ),
    approval: z
      .enum(["none", "manual"])
      .describe(
        "manual: the persona operations approves every deployment, after all checks and before the first step.",
      ),
    failOn: z
      .enum(["critical", "high", "medium"])
      .describe("Findings of this severity and above in dependencies and images end a delivery."),
    canary: z
      .strictObject({
        percent: z.int().min(1).max(50).describe("Share of the requests that a new version gets first. 1 to 50."),
        minutes: z.int().min(1).max(60).describe("Minutes that alarms watch the new version with that share. 1 to 60."),
        alarms: z
          .array(z.enum(serviceAlarms))
          .min(1)
          .describe(
            "Alarms that roll back: answers of 500 and above, unhealthy pods in the load balancer. One or both.",
          ),
      })
      .describe("How services with the rollout blue-green take over."),
    jenkins: jenkins.optional().describe("The controller. Needed by the engine jenkins."),
    smokeTests: z
      .record(plainName(2, 30), smokeTest)
      .describe("Requests to send after each deployment, by name. If one fails, the deployment is rolled back."),
  })
  .describe("Delivery of services and functions.");

const watched = { alarms: [...serviceAlarms] };

export const deliveryDefaults = {
  sandbox: {
    ...{ engine: "none", approval: "none", failOn: "critical", smokeTests: {} },
    canary: { percent: 50, minutes: 1, ...watched },
  },
  nonproduction: {
    ...{ engine: "none", approval: "none", failOn: "high", smokeTests: {} },
    canary: { percent: 20, minutes: 5, ...watched },
  },
  production: {
    ...{ engine: "none", approval: "manual", failOn: "high", smokeTests: {} },
    canary: { percent: 10, minutes: 10, ...watched },
  },
} satisfies TierDefaults<typeof deliveryConfig>;

export type DeliveryConfig = z.infer<typeof deliveryConfig>;
