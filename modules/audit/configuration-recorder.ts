import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PrivateBucket } from "../storage/private-bucket";
import { managedRules } from "./managed-rules";

export interface ConfigurationRecorderProps {
  readonly site: Site;
  /** Bucket whose policy lets AWS Config write. Not locked: AWS Config cannot deliver to one with default retention. */
  readonly bucket: PrivateBucket;
  /** Record IAM and other global resources here too; one region of an account should. */
  readonly globalResources: boolean;
}

/** What every resource of the region looked like at any time, and whether it keeps the rules. One per region. */
export class ConfigurationRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { site, bucket, globalResources } = props;
    const { names, account, logs } = site;
    const recorder = new ConfigConfigurationRecorder(this, "configuration-recorder", {
      name: "default",
      // AWS makes this role when the service is first used; it cannot carry a boundary.
      roleArn: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: globalResources },
    });
    const channel = new ConfigDeliveryChannel(this, "delivery-channel", {
      name: "default",
      s3BucketName: bucket.bucketName,
      s3KmsKeyArn: logs.kmsKeyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, bucket.policy],
    });
    const status = new ConfigConfigurationRecorderStatus(this, "configuration-recorder-status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    new ConfigConformancePack(this, "conformance-pack", {
      name: names.of("conformance-pack", "baseline"),
      templateBody: conformancePack(),
      dependsOn: [status],
    });
  }
}

/** The rules as a CloudFormation template; JSON is YAML too. */
function conformancePack(): string {
  const rules = Object.entries(managedRules).map(([name, sourceIdentifier]) => [
    name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
    {
      Type: "AWS::Config::ConfigRule",
      Properties: { ConfigRuleName: name, Source: { Owner: "AWS", SourceIdentifier: sourceIdentifier } },
    },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(rules) });
}
