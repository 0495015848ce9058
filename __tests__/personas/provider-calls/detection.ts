import { type Calls, known, named, type TypeCalls } from "./type-calls";

/** The service makes its role in the name of the caller who turns it on. */
const roleOf = (service: string, role: string): Calls => ({
  on: ({ account }) => [`arn:aws:iam::${account}:role/aws-service-role/${service}.amazonaws.com/${role}`],
  change: "iam:CreateServiceLinkedRole",
  context: () => ({ "iam:AWSServiceName": `${service}.amazonaws.com` }),
});

const detector = known("guardduty", "detector/12ab34cd");

export const detectionCalls: Readonly<Record<string, TypeCalls>> = {
  aws_accessanalyzer_analyzer: [
    {
      on: named("access-analyzer", "analyzer_name", "analyzer/"),
      read: "access-analyzer:GetAnalyzer access-analyzer:ListTagsForResource",
      change:
        "access-analyzer:CreateAnalyzer access-analyzer:UpdateAnalyzer access-analyzer:TagResource access-analyzer:UntagResource",
      administrator: "access-analyzer:DeleteAnalyzer",
    },
    roleOf("access-analyzer", "AWSServiceRoleForAccessAnalyzer"),
  ],
  aws_guardduty_detector: [
    {
      on: detector,
      read: "guardduty:GetDetector guardduty:ListTagsForResource",
      change: "guardduty:CreateDetector guardduty:TagResource guardduty:UntagResource",
      administrator: "guardduty:UpdateDetector guardduty:DeleteDetector",
    },
    roleOf("guardduty", "AWSServiceRoleForAmazonGuardDuty"),
  ],
  // Features are switched by the call that also switches the detector off.
  aws_guardduty_detector_feature: [
    { on: detector, read: "guardduty:GetDetector", administrator: "guardduty:UpdateDetector" },
  ],
  aws_inspector2_enabler: [
    { read: "inspector2:BatchGetAccountStatus", change: "inspector2:Enable", administrator: "inspector2:Disable" },
    roleOf("inspector2", "AWSServiceRoleForAmazonInspector2"),
  ],
  aws_macie2_account: [
    {
      read: "macie2:GetMacieSession",
      change: "macie2:EnableMacie macie2:UpdateMacieSession",
      administrator: "macie2:DisableMacie",
    },
    roleOf("macie", "AWSServiceRoleForAmazonMacie"),
  ],
  aws_macie2_classification_job: [
    {
      on: known("macie2", "classification-job/1a2b"),
      read: "macie2:DescribeClassificationJob macie2:ListTagsForResource",
      change: "macie2:CreateClassificationJob macie2:UpdateClassificationJob macie2:TagResource macie2:UntagResource",
    },
  ],
  aws_securityhub_account: [
    {
      on: known("securityhub", "hub/default"),
      read: "securityhub:DescribeHub",
      change: "securityhub:EnableSecurityHub securityhub:UpdateSecurityHubConfiguration",
      administrator: "securityhub:DisableSecurityHub",
    },
    roleOf("securityhub", "AWSServiceRoleForSecurityHub"),
  ],
  aws_securityhub_finding_aggregator: [
    {
      on: ({ account, region }) => [`arn:aws:securityhub:${region}:${account}:finding-aggregator/1a2b`],
      read: "securityhub:GetFindingAggregator",
      change:
        "securityhub:CreateFindingAggregator securityhub:UpdateFindingAggregator securityhub:DeleteFindingAggregator",
    },
  ],
  aws_securityhub_standards_subscription: [
    {
      on: known("securityhub", "hub/default"),
      read: "securityhub:GetEnabledStandards",
      change: "securityhub:BatchEnableStandards securityhub:BatchDisableStandards",
    },
  ],
};
