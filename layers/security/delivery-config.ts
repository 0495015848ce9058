import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

const numericId = z.string().regex(/^\d{1,12}$/, 'a number in quotes, as in "1234567"');

const protectedBranch = z
  .string()
  .regex(/^[\w./-]{1,100}$/, "the name of a branch, without wildcards, at most 100 characters");

const gitlab = z.strictObject({
  hostname: z
    .hostname("a host name")
    .max(100, "a host name of at most 100 characters")
    .optional()
    .describe("Host of a self-managed GitLab, 18.2.2 or later, which AWS can reach. gitlab.com when absent."),
  project: z
    .string()
    .max(200, "a path of at most 200 characters")
    .regex(/^[\w.-]+(\/[\w.-]+)+$/, "the path of a project with its groups, as in platform/strata")
    .describe("Project that delivers the platform, with its groups."),
  protectedBranch: protectedBranch.describe("The only branch that may plan and apply."),
});

const agentRole = z
  .string()
  .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "the ARN of an IAM role, without wildcards");

const jenkins = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("oidc").describe("Builds present a token of the plugin oidc-provider."),
    address: z
      .string()
      .max(150, "an address of at most 150 characters")
      .regex(/^[a-z0-9.-]+(\/[\w.-]+)*$/, "an address without https:// and final slash, as in jenkins.example.com")
      .describe("Address of Jenkins, which AWS can reach: jenkins.example.com."),
    job: z
      .string()
      .max(200, "a path of at most 200 characters")
      .regex(/^[\w.-]+(\/[\w.-]+)+$/, "folders, job and branch, as in platform/strata/main")
      .describe("Job that may plan and apply, with its folders and the protected branch."),
  }),
  z.strictObject({
    kind: z
      .literal("agents")
      .describe("Agents have a role, of their instance or pod, and assume those of the pipeline."),
    planRoleArn: agentRole.describe("Role of the agents that plan."),
    applyRoleArn: agentRole.describe("Role of the agents that apply. No other agents may have it."),
  }),
]);

export const deliveryConfig = z
  .strictObject({
    github: z
      .strictObject({
        organization: z
          .string()
          .regex(/^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/, "a GitHub organization or user")
          .describe("Organization or user that owns the repository."),
        organizationId: numericId.describe("Its immutable id: `gh api users/<organization> --jq .id`."),
        repository: z
          .string()
          .regex(/^[\w.-]{1,100}$/, "a repository name without its owner")
          .describe("Repository that delivers the platform."),
        repositoryId: numericId.describe("Its immutable id: `gh api repos/<organization>/<repository> --jq .id`."),
        protectedBranch: protectedBranch.describe("The only branch that may apply. Every branch may plan."),
        environment: z
          .string()
          .regex(/^[\w. -]{1,100}$/, "the name of a GitHub environment, at most 100 characters")
          .optional()
          .describe("GitHub environment that jobs must run in to apply, for its reviewers. None when absent."),
      })
      .optional()
      .describe("GitHub Actions deploys the environment. No access from GitHub when absent."),
    gitlab: gitlab.optional().describe("GitLab CI deploys the environment. No access from GitLab when absent."),
    jenkins: jenkins.optional().describe("Jenkins deploys the environment. No access from Jenkins when absent."),
    hcpTerraform: z
      .strictObject({
        hostname: z
          .hostname("a host name")
          .max(100, "a host name of at most 100 characters")
          .optional()
          .describe("Host of Terraform Enterprise. app.terraform.io when absent."),
        organization: z
          .string()
          .regex(/^[\w-]{3,40}$/, "an HCP Terraform organization: 3 to 40 letters, digits, _ or -")
          .describe("Organization of the workspaces, which are named like the stacks."),
        project: z
          .string()
          .regex(/^[\w -]{3,40}$/, "an HCP Terraform project: 3 to 40 letters, digits, blanks, _ or -")
          .describe("Project of the workspaces."),
      })
      .optional()
      .describe("HCP Terraform runs deploy the environment. No access from HCP Terraform when absent."),
    sessionHours: z.int().min(1).max(12).describe("Longest run of the pipeline on one token. 1 to 12 hours."),
  })
  .describe("IAM roles for the pipeline: plan reads, apply changes.");

export type DeliveryConfig = z.infer<typeof deliveryConfig>;

export const deliveryDefaults = {
  sandbox: { sessionHours: 2 },
  nonproduction: { sessionHours: 2 },
  production: { sessionHours: 2 },
} satisfies TierDefaults<typeof deliveryConfig>;
