import { describe, expect, test } from "vitest";
import { AccessAnalysis } from "../../../modules/detection/access-analysis";
import { SecurityHub } from "../../../modules/detection/security-hub";
import { SensitiveDataDiscovery } from "../../../modules/detection/sensitive-data-discovery";
import { ThreatDetection } from "../../../modules/detection/threat-detection";
import { VulnerabilityScanning } from "../../../modules/detection/vulnerability-scanning";
import { testSite } from "../../support/site";
import { addressesOf, at, probe } from "../../support/synthesis";

test("GuardDuty watches storage, clusters, databases, functions and malware", () => {
  const json = probe((stack) => {
    new ThreatDetection(stack, "guardduty", { findingFrequency: "ONE_HOUR" });
  });
  expect(at(json, "aws_guardduty_detector.guardduty")).toMatchObject({
    enable: true,
    finding_publishing_frequency: "ONE_HOUR",
  });
  const features = Object.values(json.resource?.aws_guardduty_detector_feature ?? {});
  expect(features.map(({ name, status }) => `${name} ${status}`)).toEqual([
    "EBS_MALWARE_PROTECTION ENABLED",
    "EKS_AUDIT_LOGS ENABLED",
    "LAMBDA_NETWORK_LOGS ENABLED",
    "RDS_LOGIN_EVENTS ENABLED",
    "RUNTIME_MONITORING ENABLED",
    "S3_DATA_EVENTS ENABLED",
  ]);
  // The order of GetDetector's answer.
  expect(at(json, "aws_guardduty_detector_feature.guardduty_runtime_monitoring").additional_configuration).toEqual([
    { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
    { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
    { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
  ]);
});

describe("Security Hub", () => {
  const json = (aggregate: boolean) =>
    probe((stack) => {
      new SecurityHub(stack, "securityhub", { site: testSite(stack, { region: "us-west-2" }), aggregate });
    });

  test("measures against the foundational and the CIS standard", () => {
    expect(at(json(true), "aws_securityhub_account.securityhub").enable_default_standards).toBe(false);
    const standards = Object.values(json(true).resource?.aws_securityhub_standards_subscription ?? {});
    expect(standards.map(({ standards_arn }) => standards_arn)).toEqual([
      "arn:aws:securityhub:us-west-2::standards/cis-aws-foundations-benchmark/v/3.0.0",
      "arn:aws:securityhub:us-west-2::standards/aws-foundational-security-best-practices/v/1.0.0",
    ]);
  });

  test("collects the findings of all regions in one", () => {
    expect(addressesOf(json(true))).toContain("aws_securityhub_finding_aggregator.securityhub");
    expect(addressesOf(json(false))).not.toContain("aws_securityhub_finding_aggregator.securityhub");
  });
});

test("Inspector scans images, functions and instances of the account", () => {
  const json = probe((stack) => {
    new VulnerabilityScanning(stack, "inspector", { site: testSite(stack) });
  });
  expect(at(json, "aws_inspector2_enabler.inspector")).toMatchObject({
    account_ids: ["111122223333"],
    resource_types: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
  });
});

test("Macie searches the buckets of the lake, those that come later too", () => {
  const json = probe((stack) => {
    new SensitiveDataDiscovery(stack, "macie", {
      site: testSite(stack),
      findingFrequency: "ONE_HOUR",
      bucketPrefix: "strata-test-lake-",
    });
  });
  expect(at(json, "aws_macie2_classification_job.macie")).toMatchObject({
    job_type: "SCHEDULED",
    depends_on: ["aws_macie2_account.macie"],
    s3_job_definition: {
      bucket_criteria: {
        includes: { and: [{ simple_criterion: { comparator: "STARTS_WITH", values: ["strata-test-lake-"] } }] },
      },
    },
  });
});

test("Access Analyzer looks outward, and for unused rights where asked", () => {
  const json = (unusedAccessDays?: number) =>
    probe((stack) => {
      new AccessAnalysis(stack, "access", { site: testSite(stack), unusedAccessDays });
    });
  expect(addressesOf(json())).toEqual(["aws_accessanalyzer_analyzer.access_external"]);
  expect(at(json(90), "aws_accessanalyzer_analyzer.access_unused")).toMatchObject({
    type: "ACCOUNT_UNUSED_ACCESS",
    configuration: { unused_access: { unused_access_age: 90 } },
  });
});
