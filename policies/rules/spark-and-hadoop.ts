import type { Resource } from "../../synthesized/linked-stack";
import { isOn, resourcesOf, targetsOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** The encryption of a security configuration, as JSON has it; undefined where it is no literal JSON. */
function configurationOf({ block }: Resource): unknown {
  try {
    return JSON.parse(String(block.configuration));
  } catch {
    return undefined;
  }
}

/** What a security configuration has to say, by the path in its JSON. */
const demands: readonly { readonly path: string; readonly says: (value: unknown) => boolean }[] = [
  { path: "EncryptionConfiguration.EnableAtRestEncryption", says: isOn },
  { path: "EncryptionConfiguration.EnableInTransitEncryption", says: isOn },
  {
    path: "EncryptionConfiguration.AtRestEncryptionConfiguration.S3EncryptionConfiguration.EncryptionMode",
    says: (mode) => mode === "SSE-KMS" || mode === "CSE-KMS",
  },
  {
    path: "EncryptionConfiguration.AtRestEncryptionConfiguration.LocalDiskEncryptionConfiguration.EnableEbsEncryption",
    says: isOn,
  },
  {
    path: "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion",
    says: (version) => version === 2,
  },
];

function securityErrors(resource: Resource): string[] {
  const configuration = configurationOf(resource);
  if (configuration === undefined) return ["is no literal JSON"];
  return demands
    .filter(({ path, says }) => !says(valueAt(configuration, path)))
    .map(({ path }) => `${path} is ${String(valueAt(configuration, path) ?? "missing")}`);
}

function clusterErrors({ stack, block }: Resource): string[] {
  const configured = targetsOf(stack, block.security_configuration);
  return [
    ...(configured.some(({ type }) => type === "aws_emr_security_configuration")
      ? []
      : ["uses no security configuration of the platform"]),
    ...(valuesAt(block, "auto_termination_policy.idle_timeout").length > 0 ? [] : ["runs on when it is idle"]),
    ...(block.log_uri !== undefined && block.log_encryption_kms_key_id === undefined
      ? ["writes its logs without a key"]
      : []),
  ];
}

function applicationErrors({ block }: Resource): string[] {
  return [
    ...(isOn(valueAt(block, "auto_stop_configuration.enabled") ?? true) ? [] : ["runs on when it is idle"]),
    ...(valuesAt(block, "maximum_capacity").length > 0
      ? []
      : ["has no maximum_capacity: a job may take what it likes"]),
  ];
}

const judges: Readonly<Record<string, (resource: Resource) => string[]>> = {
  aws_emr_cluster: clusterErrors,
  aws_emr_security_configuration: securityErrors,
  aws_emrserverless_application: applicationErrors,
};

export const sparkAndHadoop: Rule = {
  id: "STRATA028",
  title: "EMR encrypts on disk and on the wire, and stops when it is idle",
  severity: "high",
  control: "FSBP EMR.3, EMR.4; Well-Architected COST09-BP03",
  cause:
    "Shuffled data is stored on disks and crosses the network; scanners do not read the configuration that protects it.",
  fix: "Name a security configuration with both encryptions and IMDSv2, an idle timeout and a maximum capacity.",
  check: (platform) =>
    resourcesOf(platform, ...Object.keys(judges)).flatMap((resource) =>
      (judges[resource.type]?.(resource) ?? []).map((detail) => ({ resource, detail })),
    ),
};
