import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { bucketDenials } from "../storage/bucket-denials";
import { PrivateBucket } from "../storage/private-bucket";

export interface QueryWorkgroupProps {
  /** Where it protects from deletion, Terraform deletes neither the workgroup with its history nor the results. */
  readonly site: Site;
  /** Key of the lake, which encrypts the results too. */
  readonly kmsKeyArn: string;
  /** Bucket that receives the server access logs. */
  readonly accessLogsBucket: string;
  /** Most a query may read before it is canceled, in GiB. At least 0.01 (10 MB, Athena API, WorkGroupConfiguration). */
  readonly scanLimitGiB: number;
  /** Days until a result expires, 1 or more. */
  readonly resultDays: number;
}

const bytesPerGiB = 1024 ** 3;

/**
 * An Athena workgroup whose settings no client overrides, and the bucket of its results. Results are a bucket of their
 * own and no prefix of a zone: the caller writes them as itself, which zones allow only their pipelines, and they
 * can hold data of any zone, but are needed for a few days only.
 */
export class QueryWorkgroup extends Construct {
  readonly arn: string;
  readonly workgroupName: string;
  readonly results: PrivateBucket;

  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id);
    const { site, kmsKeyArn, resultDays } = props;
    const { names, account, deletionProtection } = site;
    this.results = new PrivateBucket(this, "results", {
      site,
      purpose: "lake-results",
      kmsKeyArn,
      accessLogsBucket: props.accessLogsBucket,
      retention: { expireAfterDays: resultDays, noncurrentDays: 1 },
      statements: (bucketArn) => bucketDenials({ bucketArn, account, kmsKeyArn }),
      tags: { classification: "restricted" },
    });
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: names.of("athena-workgroup", "lake"),
      description: "Queries on the data lake",
      forceDestroy: !deletionProtection,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: Math.floor(props.scanLimitGiB * bytesPerGiB),
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${this.results.bucketName}/results/`,
          expectedBucketOwner: account,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn },
        },
      },
    });
    this.arn = workgroup.arn;
    this.workgroupName = workgroup.name;
  }
}
