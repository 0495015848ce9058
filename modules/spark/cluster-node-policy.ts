import type { SiteLocation } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import type { ClusterCertificates } from "./cluster-encryption";
import { type LakeAccess, lakeStatements } from "./lake-access";

/** Where the logs of a cluster go. */
export interface ClusterLogs {
  readonly bucketName: string;
  readonly kmsKeyArn: string;
  /** Folder of the bucket, with a slash at its end, as in "emr/". */
  readonly prefix: string;
}

export interface ClusterNodePolicyProps {
  readonly site: SiteLocation;
  readonly lake: LakeAccess;
  readonly logs: ClusterLogs;
  readonly certificates: ClusterCertificates;
}

/** What the nodes of a cluster may do, and with them every step that runs there. */
export function clusterNodeStatements({ site, lake, logs, certificates }: ClusterNodePolicyProps): PolicyStatement[] {
  const { region } = site;
  const through = ["s3"];
  return [
    ...lakeStatements(site, lake),
    {
      sid: "WriteLogs",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: `arn:aws:s3:::${logs.bucketName}/${logs.prefix}*`,
    },
    useKey({ sid: "EncryptLogs", actions: keyActions.write, keyArns: logs.kmsKeyArn, region, through }),
    {
      sid: "ReadCertificates",
      actions: "s3:GetObject",
      resources: `arn:aws:s3:::${certificates.bucketName}/${certificates.objectKey}`,
    },
    useKey({
      sid: "DecryptCertificates",
      actions: keyActions.read,
      keyArns: certificates.kmsKeyArn,
      region,
      through,
    }),
    // Packages and helpers of EMR, in buckets of AWS.
    {
      sid: "ReadPackagesOfEmr",
      actions: "s3:GetObject",
      resources: [`arn:aws:s3:::repo.${region}.emr.amazonaws.com/*`, `arn:aws:s3:::${region}.elasticmapreduce/*`],
    },
  ];
}
