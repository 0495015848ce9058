import type { Resource } from "../../synthesized/linked-stack";
import { resourcesOf, targetsOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** The first version of AWS Glue that AWS still supports for Spark jobs. */
const oldestVersion = 3;

function isSpark({ block }: Resource): boolean {
  const command = valueAt(block, "command.name") ?? "glueetl";
  return command === "glueetl" || command === "gluestreaming";
}

function versionErrors({ block }: Resource): string[] {
  const version = Number(block.glue_version);
  return version >= oldestVersion ? [] : [`glue_version is ${String(block.glue_version ?? "left to AWS")}`];
}

function jobErrors(job: Resource): string[] {
  if (!isSpark(job)) return securityErrors(job);
  const connections = valuesAt(job.block, "connections");
  return [
    ...versionErrors(job),
    ...(connections.length > 0 ? [] : ["has no connection, and so runs outside the VPC, with a way to the internet"]),
    ...securityErrors(job),
  ];
}

/** The scanner accepts any name of a configuration, and S3 keys that cannot be revoked. */
function securityErrors({ stack, block }: Resource): string[] {
  const configurations = targetsOf(stack, block.security_configuration);
  if (configurations.length === 0) return ["uses no security configuration of the platform"];
  return configurations
    .filter((configuration) => {
      const mode = valueAt(configuration.block, "encryption_configuration.s3_encryption.s3_encryption_mode");
      return mode !== "SSE-KMS";
    })
    .map(({ address }) => `${address} does not encrypt S3 with KMS`);
}

const judges: Readonly<Record<string, (resource: Resource) => string[]>> = {
  aws_glue_crawler: securityErrors,
  aws_glue_job: jobErrors,
  aws_glue_ml_transform: (transform) => [
    ...versionErrors(transform),
    "its user data stays unencrypted: the provider has no argument for it",
  ],
};

export const glue: Rule = {
  id: "STRATA029",
  title: "Glue runs inside the VPC, encrypted, on a version that AWS supports",
  severity: "medium",
  control: "FSBP Glue.3, Glue.4",
  cause: "A job outside the VPC can carry the lake away; an old Spark gets no patches.",
  fix: "Give the job the connection and the security configuration of the data layer, and a glue_version of 3.0 or later.",
  check: (platform) =>
    resourcesOf(platform, ...Object.keys(judges)).flatMap((resource) =>
      (judges[resource.type]?.(resource) ?? []).map((detail) => ({ resource, detail })),
    ),
};
