import { service } from "./service";

/** EC2 and VPC: networks, machines and disks, named by ids. Images are those of AWS too. */
export const ec2 = service({
  prefix: "ec2",
  resources: { any: "*", image: "arn:aws:ec2:{region}::image/*", machine: "instance/*" },
  read: ["Describe*", "GetEbs*", "GetManagedPrefixList*", "GetVpc*"],
  change: {
    policy: "infrastructure",
    on: ["any", "image"],
    unbound: ["EnableEbsEncryptionByDefault", "ModifyEbsDefaultKmsKeyId", "ResetEbsDefaultKmsKeyId"],
  },
  work: {
    operate: [
      {
        sid: "RunMachines",
        actions: ["RebootInstances", "StartInstances", "StopInstances"],
        on: ["machine"],
        conditions: { StringEquals: { "aws:ResourceTag/environment": "{environment}" } },
      },
    ],
  },
  notDeployers: ["RebootInstances", "StartInstances", "StopInstances"],
  never: ["DisableEbsEnc*", "ModifyImageAttribute", "ModifySnapshotAttribute"],
  loses: ["DeleteFlowLogs"],
});
