import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation, ReportingFoundation } from "./foundation";

/** The bucket of what monitoring writes down: reports of backups, and what canaries saw. */
export function buildReports(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: MonitoringFoundation,
): Pick<ReportingFoundation, "reportsBucketName" | "reportsBucketArn"> {
  const { site, environment, security } = foundation;
  const bucket = new PrivateBucket(stack, "reports", {
    site,
    purpose: "reports",
    kmsKeyArn: security.logsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    retention: { expireAfterDays: environment.logRetentionDays },
    statements: (bucketArn) => [
      {
        // AWS Backup comes as its service-linked role (aws-backup/latest/devguide/create-report-plan-console.html).
        sid: "DeliverBackupReports",
        principal: { aws: "*" },
        actions: "s3:PutObject",
        resources: `${bucketArn}/backup/*`,
        conditions: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnEquals: {
            "aws:PrincipalArn": `arn:aws:iam::${site.account}:role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports`,
          },
        },
      },
    ],
  });
  return { reportsBucketName: bucket.bucketName, reportsBucketArn: bucket.arn };
}
