import { z } from "zod";
import { regionName } from "../regions";

const localState = z.strictObject({
  backend: z.literal("local"),
  directory: z
    .string()
    .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, "a folder below the repository root, as in .strata/state")
    .describe("Folder of the state files, relative to the repository root. For one person on one machine only."),
});

const s3State = z.strictObject({
  backend: z.literal("s3"),
  bucket: z
    .string()
    .regex(
      /^(?!xn--|sthree-|\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "an S3 bucket name: 3 to 63 lower-case letters, digits, dots, hyphens, and not like an IP address",
    )
    .describe("Bucket that holds the states, one key per stack. Versioned, private, made before the first deploy."),
  region: regionName.describe("Region of the bucket."),
  kmsKeyArn: z
    .string()
    .regex(
      /^arn:aws:kms:[\w-]+:\d{12}:(key|alias)\/[\w/-]+$/,
      "the ARN of a KMS key or alias, as in arn:aws:kms:us-east-1:111122223333:alias/states",
    )
    .optional()
    .describe(
      "Customer-managed key that encrypts the states, in the account of the environment and the region of the bucket. The " +
        "bucket's default encryption when absent.",
    ),
});

const cloudState = z.strictObject({
  backend: z.literal("cloud"),
  organization: z
    .string()
    .regex(/^[\w-]{3,40}$/, "an HCP Terraform organization: 3 to 40 letters, digits, _ or -")
    .describe("HCP Terraform organization. It holds one workspace per stack, named like the stack."),
  project: z
    .string()
    .optional()
    .describe("HCP Terraform project that holds the workspaces. The default project when absent."),
  hostname: z.hostname("a host name").optional().describe("Host of Terraform Enterprise. HCP Terraform when absent."),
});

/** Where the states of an environment are kept. `backend` decides which of the other values apply. */
export const stateConfig = z
  .discriminatedUnion("backend", [localState, s3State, cloudState])
  .describe("Where the Terraform states are kept: local, s3 (native locking) or cloud (HCP Terraform).");

export type StateConfig = z.infer<typeof stateConfig>;
export type LocalState = z.infer<typeof localState>;
export type S3State = z.infer<typeof s3State>;
export type CloudState = z.infer<typeof cloudState>;
