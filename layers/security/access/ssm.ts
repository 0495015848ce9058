import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { useKeys } from "./kms";
import type { Reach } from "./reach";
import { arnsOf, service } from "./service";

/** Systems Manager: parameters. Machines and consoles of containers talk through `ssmmessages`. */
export const ssm = service({
  prefix: "ssm",
  alsoPrefixes: ["ssmmessages"],
  resources: {
    parameter: "parameter/{organization}/{environment}/*",
    /** Says whether an application of language models answers. */
    applicationSwitch: "parameter/{organization}/{environment}/applications/*/switch",
    publicParameter: "arn:aws:ssm:{region}::parameter/aws/service/*",
  },
  read: ["DescribeParameters", "ListTagsForResource"],
  change: { policy: "applications", on: ["parameter"] },
  work: { switch: [{ sid: "SwitchApplications", actions: ["PutParameter"], on: ["applicationSwitch"] }] },
});

/**
 * A Terraform refresh reads the value of a parameter, decrypted (provider, aws_ssm_parameter). Parameters hold settings;
 * secrets are those of Secrets Manager.
 */
export function readParameters(reach: Reach): PolicyStatement[] {
  return [
    { sid: "ReadParameters", actions: "ssm:GetParameter", resources: arnsOf(reach, ssm, "parameter") },
    { ...useKeys(reach, ["secrets"], "ssm", ["kms:Decrypt"]), sid: "DecryptParameters" },
  ];
}

/** Systems Manager encrypts a switch in the name of who sets it. */
export function encryptSwitches(reach: Reach): PolicyStatement {
  return { ...useKeys(reach, ["secrets"], "ssm", ["kms:Encrypt"]), sid: "EncryptSwitches" };
}
