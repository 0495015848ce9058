import { type PolicyStatement, throughService } from "../identity/policy-document";
import type { ClusterCertificates } from "./cluster-encryption";
import { type LakeAccess, lakeStatements, type Place } from "./lake-access";

/** Where the logs of a cluster go. */
export interface ClusterLogs {
  readonly bucketName: string;
  readonly kmsKeyArn: string;
  /** Folder of the bucket, with a slash at its end, as in "emr/". */
  readonly prefix: string;
}

export interface ClusterNodePolicyProps extends Place {
  readonly lake: LakeAccess;
  readonly logs: ClusterLogs;
  readonly certificates: ClusterCertificates;
}

/** What the nodes of a cluster may do, and with them every step that runs there. */
export function clusterNodeStatements({
  lake,
  logs,
  certificates,
  ...place
}: ClusterNodePolicyProps): PolicyStatement[] {
  const throughS3 = throughService(place.region, ["s3"]);
  return [
    ...lakeStatements(place, lake),
    {
      sid: "WriteLogs",
      actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
      resources: `arn:aws:s3:::${logs.bucketName}/${logs.prefix}*`,
    },
    {
      sid: "EncryptLogs",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: logs.kmsKeyArn,
      conditions: throughS3,
    },
    {
      sid: "ReadCertificates",
      actions: "s3:GetObject",
      resources: `arn:aws:s3:::${certificates.bucketName}/${certificates.objectKey}`,
    },
    { sid: "DecryptCertificates", actions: "kms:Decrypt", resources: certificates.kmsKeyArn, conditions: throughS3 },
    // Packages and helpers of EMR, in buckets of AWS.
    {
      sid: "ReadPackagesOfEmr",
      actions: "s3:GetObject",
      resources: [
        `arn:aws:s3:::repo.${place.region}.emr.amazonaws.com/*`,
        `arn:aws:s3:::${place.region}.elasticmapreduce/*`,
      ],
    },
  ];
}
