import type { EventPattern } from "../../modules/events/event-rule";
import type { Severity } from "./severities";

/** Events of an AWS service that need a notification. */
export interface Notice {
  /** As in "backup-failed"; part of the name of the rule. */
  readonly name: string;
  readonly means: string;
  readonly severity: Severity;
  /** Events of the whole region are the business of the environment that owns it; others name the environment. */
  readonly of: "environment" | "region";
  readonly pattern: (names: { readonly prefix: string }) => EventPattern;
}

/** Page of EventBridge that lists the events: docs.aws.amazon.com/eventbridge/latest/ref/welcome.html. */
export const notices: readonly Notice[] = [
  {
    name: "threat",
    means: "GuardDuty has found a threat of severity high or critical.",
    severity: "page",
    of: "region",
    pattern: () => ({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 7] }] },
    }),
  },
  {
    name: "possible-threat",
    means: "GuardDuty has found a threat of severity medium.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4, "<", 7] }] },
    }),
  },
  {
    name: "security-finding",
    means: "Security Hub has a new finding of severity high or critical. Those of GuardDuty come by themselves.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          ProductName: [{ "anything-but": ["GuardDuty"] }],
          RecordState: ["ACTIVE"],
          Severity: { Label: ["HIGH", "CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    }),
  },
  {
    name: "health-issue",
    means: "An AWS service has trouble that touches the account.",
    severity: "page",
    of: "region",
    pattern: () => ({
      source: ["aws.health"],
      "detail-type": ["AWS Health Event"],
      detail: { eventTypeCategory: ["issue"] },
    }),
  },
  {
    name: "health-change",
    means: "AWS will change something of the account, or wants something from its owner.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.health"],
      "detail-type": ["AWS Health Event"],
      detail: { eventTypeCategory: ["accountNotification", "scheduledChange"] },
    }),
  },
  {
    name: "configuration-noncompliant",
    means: "A resource no longer follows a rule of AWS Config. The rules of Security Hub come as its findings.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.config"],
      "detail-type": ["Config Rules Compliance Change"],
      detail: {
        configRuleName: [{ "anything-but": { prefix: "securityhub-" } }],
        newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
      },
    }),
  },
  {
    name: "backup-failed",
    means: "A recovery point was not made.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["ABORTED", "EXPIRED", "FAILED"] },
    }),
  },
  {
    name: "backup-copy-failed",
    means: "A recovery point was not copied, or a test could not restore one.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change", "Restore Job State Change"],
      detail: { state: ["ABORTED", "FAILED"] },
    }),
  },
  {
    name: "job-failed",
    means: "A Glue job failed or ran out of time.",
    severity: "ticket",
    of: "environment",
    pattern: ({ prefix }) => ({
      source: ["aws.glue"],
      "detail-type": ["Glue Job State Change"],
      detail: { jobName: [{ prefix: `${prefix}-` }], state: ["ERROR", "FAILED", "TIMEOUT"] },
    }),
  },
  {
    name: "crawler-failed",
    means: "A Glue crawler failed.",
    severity: "ticket",
    of: "environment",
    pattern: ({ prefix }) => ({
      source: ["aws.glue"],
      "detail-type": ["Glue Crawler State Change"],
      detail: { crawlerName: [{ prefix: `${prefix}-` }], state: ["Failed"] },
    }),
  },
  {
    name: "quality-failed",
    means: "Data in the lake breaks a rule of its ruleset.",
    severity: "ticket",
    of: "environment",
    pattern: ({ prefix }) => ({
      source: ["aws.glue-dataquality"],
      "detail-type": ["Data Quality Evaluation Results Available"],
      detail: { rulesetNames: [{ prefix: `${prefix}-` }], state: ["FAILED"] },
    }),
  },
  {
    name: "spark-failed",
    means: "A job of EMR Serverless failed.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.emr-serverless"],
      "detail-type": ["EMR Serverless Job Run State Change"],
      detail: { state: ["FAILED"] },
    }),
  },
  {
    name: "image-vulnerable",
    means: "An image has vulnerabilities of severity critical.",
    severity: "ticket",
    of: "environment",
    pattern: ({ prefix }) => ({
      source: ["aws.ecr"],
      "detail-type": ["ECR Image Scan"],
      detail: {
        "repository-name": [{ prefix: `${prefix}-` }],
        "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] },
      },
    }),
  },
  {
    name: "rotation-failed",
    means: "A secret was not rotated.",
    severity: "ticket",
    of: "region",
    pattern: () => ({
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: { eventName: ["RotationFailed"] },
    }),
  },
  {
    name: "certificate-expires",
    means: "A certificate expires soon, and was not renewed.",
    severity: "ticket",
    of: "region",
    pattern: () => ({ source: ["aws.acm"], "detail-type": ["ACM Certificate Approaching Expiration"] }),
  },
];
