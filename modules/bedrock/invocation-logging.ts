import { BedrockModelInvocationLoggingConfiguration } from "@cdktf/provider-aws/lib/bedrock-model-invocation-logging-configuration";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { PrivateBucket } from "../storage/private-bucket";

/** Purpose in the names of log group and bucket: policies know them by it. */
export const invocationsPurpose = "model-invocations";

export interface InvocationLoggingProps {
  readonly site: Site;
  /** Bucket that records who reads the logs. */
  readonly accessLogsBucket: string;
}

/**
 * Keeps what models are asked and answer: all calls of the account in the region, in a log group, and in a bucket as
 * well, which takes what is too long for a log event. Prompts hold what users typed, so both are encrypted, expire with
 * the other logs, and are read by few. An account has one such setting in each region.
 */
export class InvocationLogging extends Construct {
  readonly logGroupName: string;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: InvocationLoggingProps) {
    super(scope, id);
    const { site, accessLogsBucket } = props;
    const { names, account, region, logs } = site;
    const { kmsKeyArn, retentionDays } = logs;
    const source = `arn:aws:bedrock:${region}:${account}:*`;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", invocationsPurpose),
      kmsKeyId: kmsKeyArn,
      retentionInDays: retentionDays,
    });
    const bucket = new PrivateBucket(this, "bucket", {
      site,
      purpose: invocationsPurpose,
      kmsKeyArn,
      accessLogsBucket,
      retention: { expireAfterDays: retentionDays },
      // Sid and statement are those of AWS: a principal that turns logging on and may change the bucket's policy has
      // them added (docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html).
      statements: (bucketArn) => [
        {
          sid: "AmazonBedrockLogsWrite",
          principal: { service: "bedrock.amazonaws.com" },
          actions: "s3:PutObject",
          resources: `${bucketArn}/AWSLogs/${account}/BedrockModelInvocationLogs/*`,
          conditions: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": source },
          },
        },
      ],
    });
    const role = new ServiceRole(this, "role", {
      site,
      purpose: invocationsPurpose,
      description: "Writes what models are asked and answer to the log group.",
      service: "bedrock.amazonaws.com",
      sourceArn: source,
      statements: [
        {
          sid: "WriteInvocations",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: `${logGroup.arn}:log-stream:aws/bedrock/modelinvocations`,
        },
      ],
    });
    const configuration = new BedrockModelInvocationLoggingConfiguration(this, "configuration", {
      // Bedrock tries both places before it takes the setting.
      dependsOn: [bucket.policy, role.policy],
    });
    // A block in provider 5 and a list of blocks in provider 6: an object is valid for both, but not for both types.
    configuration.addOverride("logging_config", {
      text_data_delivery_enabled: true,
      image_data_delivery_enabled: true,
      embedding_data_delivery_enabled: false,
      video_data_delivery_enabled: false,
      cloudwatch_config: {
        log_group_name: logGroup.name,
        role_arn: role.arn,
        large_data_delivery_s3_config: { bucket_name: bucket.bucketName },
      },
      s3_config: { bucket_name: bucket.bucketName },
    });
    this.logGroupName = logGroup.name;
    this.bucketName = bucket.bucketName;
  }
}
