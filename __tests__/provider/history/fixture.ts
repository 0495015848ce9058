import type { Stack } from "../../../synthesized/stack";
import { built, fakeStack } from "../../support/fake-stacks";

type Statement = Readonly<Record<string, unknown>>;

export function document(...statements: Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A statement that allows. */
export function allow(Action: string | string[], Resource: string | string[] = "*", more: Statement = {}): Statement {
  return { Effect: "Allow", Action, Resource, ...more };
}

export const model = (id: string) => `arn:aws:bedrock:us-east-1::foundation-model/${id}`;

/** An environment as each commit finds it: three layers, with one of what commits change. */
export function environment(name: string): Stack[] {
  const at = (layer: string) => (id: string, block: Statement) => built(`${name}-${layer}/${id}`, block);
  const [security, data, application] = [at("security"), at("data"), at("application")];
  const account = { AWS: "arn:aws:iam::111122223333:root" };
  const root = (Action: string): Statement => allow(Action, "*", { Principal: account });
  return [
    fakeStack(`${name}-security`, {
      resources: {
        "aws_kms_key.data": security("data/key", { enable_key_rotation: true, policy: document(root("kms:*")) }),
        "aws_cloudwatch_log_group.calls": security("calls", { name: `${name}-calls`, retention_in_days: 400 }),
      },
      outputs: { data_key_arn: "${aws_kms_key.data.arn}", log_group: "${aws_cloudwatch_log_group.calls.name}" },
    }),
    fakeStack(`${name}-data`, {
      reads: { security: `${name}-security` },
      resources: {
        "aws_dynamodb_table.notes": data("notes", {
          name: `${name}-notes`,
          hash_key: "noteId",
          attribute: [{ name: "noteId", type: "S" }],
          billing_mode: "PAY_PER_REQUEST",
          deletion_protection_enabled: true,
          point_in_time_recovery: { enabled: true },
        }),
        "aws_rds_cluster.main": data("main", {
          cluster_identifier: `${name}-main`,
          engine: "aurora-postgresql",
          engine_version: "16.4",
          availability_zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
          master_username: "main",
          manage_master_user_password: true,
          backup_retention_period: 14,
          deletion_protection: true,
          storage_encrypted: true,
          skip_final_snapshot: true,
        }),
        "aws_rds_cluster_instance.one": data("one", {
          identifier: `${name}-one`,
          cluster_identifier: "${aws_rds_cluster.main.id}",
          engine: "aurora-postgresql",
          instance_class: "db.r6g.large",
        }),
        "aws_sqs_queue.work": data("work", {
          name: `${name}-work`,
          kms_master_key_id: "${data.terraform_remote_state.security.outputs.data_key_arn}",
        }),
        "aws_sqs_queue_policy.work": data("work/policy", {
          queue_url: "${aws_sqs_queue.work.url}",
          policy: document(root("sqs:SendMessage")),
        }),
        "aws_backup_plan.daily": data("daily", {
          name: `${name}-daily`,
          rule: [{ rule_name: "daily", target_vault_name: "main", schedule: "cron(0 5 * * ? *)" }],
        }),
      },
      outputs: { table_arn: "${aws_dynamodb_table.notes.arn}", queue_arn: "${aws_sqs_queue.work.arn}" },
    }),
    fakeStack(`${name}-application`, {
      reads: { data: `${name}-data` },
      resources: {
        "aws_iam_role.worker": application("worker", {
          name: `${name}-worker`,
          assume_role_policy: document({
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "lambda.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
          }),
        }),
        "aws_iam_role_policy.worker": application("worker/policy", {
          name: "work",
          role: "${aws_iam_role.worker.id}",
          policy: document(
            allow(["dynamodb:GetItem", "dynamodb:Query"], "${data.terraform_remote_state.data.outputs.table_arn}"),
            allow("bedrock:InvokeModel", model("amazon.nova-lite-v1:0")),
            allow("s3:GetObject", "arn:aws:s3:::notes/*", {
              Condition: { StringEquals: { "aws:PrincipalTag/team": "notes" } },
            }),
          ),
        }),
        "aws_cloudwatch_metric_alarm.errors": application("errors", {
          alarm_name: `${name}-errors`,
          comparison_operator: "GreaterThanThreshold",
          evaluation_periods: 1,
          metric_name: "Errors",
          namespace: "AWS/Lambda",
          period: 60,
          statistic: "Sum",
          threshold: 1,
        }),
      },
    }),
  ];
}
