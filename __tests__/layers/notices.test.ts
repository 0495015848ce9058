import { describe, expect, test } from "vitest";
import { notices } from "../../layers/monitoring/notice-table";
import { environmentOf } from "../support/environment";
import { fits } from "../support/event-pattern";
import { layerOf } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

interface Event {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail?: unknown;
}

const event = (source: string, type: string, detail?: unknown): Event => ({
  source: `aws.${source}`,
  "detail-type": type,
  detail,
});
const finding = (ProductName: string, Label: string) =>
  event("securityhub", "Security Hub Findings - Imported", {
    findings: [{ ProductName, RecordState: "ACTIVE", Severity: { Label }, Workflow: { Status: "NEW" } }],
  });
const health = (eventTypeCategory: string) =>
  event("health", "AWS Health Event", { service: "RDS", eventTypeCategory });
const compliance = (configRuleName: string) =>
  event("config", "Config Rules Compliance Change", {
    configRuleName,
    newEvaluationResult: { complianceType: "NON_COMPLIANT" },
  });

/** An event of each notice, as AWS documents it. */
const samples: Readonly<Record<string, Event>> = {
  threat: event("guardduty", "GuardDuty Finding", { severity: 8, type: "Backdoor:EC2/C&CActivity.B" }),
  "possible-threat": event("guardduty", "GuardDuty Finding", { severity: 5 }),
  "security-finding": finding("Inspector", "HIGH"),
  "health-issue": health("issue"),
  "health-change": health("scheduledChange"),
  "configuration-noncompliant": compliance("required-tags"),
  "backup-failed": event("backup", "Backup Job State Change", { state: "FAILED" }),
  "backup-copy-failed": event("backup", "Copy Job State Change", { state: "FAILED" }),
  "job-failed": event("glue", "Glue Job State Change", { jobName: "strata-test-clean", state: "TIMEOUT" }),
  "crawler-failed": event("glue", "Glue Crawler State Change", { crawlerName: "strata-test-raw", state: "Failed" }),
  "quality-failed": event("glue-dataquality", "Data Quality Evaluation Results Available", {
    rulesetNames: ["strata-test-activity"],
    state: "FAILED",
  }),
  "spark-failed": event("emr-serverless", "EMR Serverless Job Run State Change", { state: "FAILED" }),
  "image-vulnerable": event("ecr", "ECR Image Scan", {
    "repository-name": "strata-test-gateway",
    "finding-severity-counts": { CRITICAL: 1, MEDIUM: 4 },
  }),
  "rotation-failed": event("secretsmanager", "AWS Service Event via CloudTrail", { eventName: "RotationFailed" }),
  "certificate-expires": event("acm", "ACM Certificate Approaching Expiration", { DaysToExpiry: 31 }),
};

/** Events that somebody hears of in another way, or that are none of the environment's. */
const silent: Readonly<Record<string, Event>> = {
  "a finding of GuardDuty that Security Hub imports": finding("GuardDuty", "CRITICAL"),
  "a finding of severity low": finding("Inspector", "LOW"),
  "a rule of Security Hub in AWS Config": compliance("securityhub-s3-bucket-public-1a2b"),
  "a threat of severity low": event("guardduty", "GuardDuty Finding", { severity: 2 }),
  "a job of another environment": event("glue", "Glue Job State Change", {
    jobName: "strata-other-clean",
    state: "FAILED",
  }),
  "a backup that is done": event("backup", "Backup Job State Change", { state: "COMPLETED" }),
};

const owner = environmentOf("production", { owns: { account: true, region: true } });
const stack = layerOf("monitoring", owner)("test");
const rules = Object.entries(stack.resource?.aws_cloudwatch_event_rule ?? {});

/** Addresses of the topics that an event ends in. */
function topicsOf(sample: Event): string[] {
  return rules
    .filter(([, { event_pattern }]) => fits(JSON.parse(String(event_pattern)), sample))
    .map(([address]) => String(at(stack, `aws_cloudwatch_event_target.${address}`).arn));
}

describe("events that somebody has to hear of", () => {
  test("each notice has a sample", () => {
    expect(Object.keys(samples).sort()).toEqual(notices.map(({ name }) => name).sort());
  });

  test.each(notices.map(({ name, severity }) => [name, severity]))(
    "%s ends in the topic %s, once",
    (name, severity) => {
      expect(topicsOf(samples[name] ?? expect.fail(name))).toEqual([`\${aws_sns_topic.${severity}.arn}`]);
    },
  );

  test.each(Object.keys(silent))("%s ends nowhere", (name) => {
    expect(topicsOf(silent[name] ?? expect.fail(name))).toEqual([]);
  });

  test.each(notices.map(({ name, severity }) => [name, severity]))(
    "the rule of %s may publish to the topic %s, and leave there what it does not take",
    (name, severity) => {
      const arn = `rule/strata-test-${name}"`;
      expect(JSON.stringify(statementsOf(at(stack, `aws_sns_topic_policy.${severity}`).policy))).toContain(arn);
      expect(JSON.stringify(statementsOf(at(stack, "aws_sqs_queue_policy.undelivered").policy))).toContain(arn);
    },
  );
});
