import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

const numericId = z.string().regex(/^\d{1,12}$/, 'a number in quotes, as in "1234567"');

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
        protectedBranch: z
          .string()
          .regex(/^[\w./-]{1,100}$/, "the name of a branch, without wildcards, at most 100 characters")
          .describe("The only branch that may apply. Every branch may plan."),
        environment: z
          .string()
          .regex(/^[\w. -]{1,100}$/, "the name of a GitHub environment, at most 100 characters")
          .optional()
          .describe("GitHub environment that jobs must run in to apply, for its reviewers. None when absent."),
      })
      .optional()
      .describe("GitHub Actions deploys the environment. No access from GitHub when absent."),
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
