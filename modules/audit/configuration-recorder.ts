import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { serviceLinkedRoleArn } from "../account/service-linked-roles";
import type { PrivateBucket } from "../storage/private-bucket";
import { managedRules } from "./managed-rules";

export interface ConfigurationRecorderProps {
  readonly site: Site;
  /** Bucket whose policy lets AWS Config write. Not locked: AWS Config cannot deliver to one with default retention. */
  readonly bucket: PrivateBucket;
  /** The service-linked role of AWS Config, where this state makes it. @default the account has it */
  readonly waitFor?: ITerraformDependable;
  /** Record IAM and other global resources here too; one region of an account should. */
  readonly globalResources: boolean;
}

/** What every resource of the region looked like at any time, and whether it keeps the rules. One per region. */
export class ConfigurationRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { site, bucket, waitFor, globalResources } = props;
    const { names, account, logs } = site;
    const recorder = new ConfigConfigurationRecorder(this, "configuration-recorder", {
      name: "default",
      // A service-linked role cannot carry a boundary.
      roleArn: serviceLinkedRoleArn(account, "config"),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: globalResources },
      dependsOn: waitFor && [waitFor],
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
