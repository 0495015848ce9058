import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";

export interface ThreatDetectionProps {
  /** How often repeated findings are published. */
  readonly findingFrequency: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS";
}

/** What GuardDuty watches in addition to CloudTrail, flow logs and DNS. */
const features = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
] as const;

/**
 * Runtime agents that GuardDuty installs and updates by itself, in the order in which it answers: the provider keeps a
 * list, and another order replaces the feature at every second plan.
 */
const managedAgents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

/** GuardDuty with all its sources. One per region. */
export class ThreatDetection extends Construct {
  constructor(scope: Construct, id: string, props: ThreatDetectionProps) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "detector", {
      enable: true,
      findingPublishingFrequency: props.findingFrequency,
    });
    for (const name of features) {
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: detector.id,
        name,
        status: "ENABLED",
        additionalConfiguration:
          name === "RUNTIME_MONITORING"
            ? managedAgents.map((agent) => ({ name: agent, status: "ENABLED" }))
            : undefined,
      });
    }
  }
}
