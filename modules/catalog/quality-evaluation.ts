import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { keyActions, useKey } from "../encryption/grants";
import { ServiceRole } from "../identity/service-role";
import { glueLogGroup, writeLogs } from "./glue-logging";
import { type EvaluatedTable, evaluationPermissions, startPermissions } from "./quality-evaluation-permissions";

export interface QualityEvaluationProps extends EvaluatedTable {
  /** What the table holds, as in "events"; part of names. */
  readonly purpose: string;
  readonly schedule: EvaluationSchedule;
}

export interface EvaluationSchedule {
  /** When the table is evaluated, as in "cron(0 4 * * ? *)", in UTC. */
  readonly expression: string;
  readonly kmsKeyArn: string;
  /** Whether it is evaluated at all. @default true */
  readonly enabled?: boolean;
}

/** Workers of an evaluation, each of 4 processors and 16 GiB: the least that Glue takes. */
const workers = 2;
const longestRunMinutes = 60;

/**
 * Evaluates a data-quality ruleset on a schedule. Results are in Glue, as metrics in the namespace `Glue Data Quality`,
 * and as events of `aws.glue-dataquality`.
 */
export class QualityEvaluation extends Construct {
  constructor(scope: Construct, id: string, props: QualityEvaluationProps) {
    super(scope, id);
    const { site, purpose, table, schedule } = props;
    const { kmsKeyArn, enabled = true } = schedule;
    const { names, account, region } = site;
    const logGroupPrefix = names.of("log-group", `glue/quality-${purpose}`);
    const logGroups = ["error", "output"].map((stream) =>
      glueLogGroup(this, stream, `${logGroupPrefix}/${stream}`, site.logs),
    );
    const evaluation = new ServiceRole(this, "role", {
      site,
      purpose: `glue-quality-${purpose}`,
      description: `Evaluates the quality of ${purpose}.`,
      service: "glue.amazonaws.com",
      statements: [...evaluationPermissions(props), writeLogs(logGroups)],
    });
    const groupName = names.of("schedule", `quality-${purpose}`);
    const group = new SchedulerScheduleGroup(this, "schedule-group", { name: groupName });
    const start = new ServiceRole(this, "start", {
      site,
      purpose: `start-quality-${purpose}`,
      description: `Starts evaluations of the quality of ${purpose}.`,
      service: "scheduler.amazonaws.com",
      sourceArn: `arn:aws:scheduler:${region}:${account}:schedule-group/${groupName}`,
      statements: [
        ...startPermissions(props, evaluation.arn),
        useKey({ sid: "ReadSchedule", actions: keyActions.read, keyArns: kmsKeyArn, region, through: "scheduler" }),
      ],
    });
    new SchedulerSchedule(this, "schedule", {
      name: groupName,
      groupName: group.name,
      description: `Evaluates the quality of ${purpose}.`,
      scheduleExpression: schedule.expression,
      flexibleTimeWindow: { mode: "OFF" },
      state: enabled ? "ENABLED" : "DISABLED",
      kmsKeyArn,
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRun",
        roleArn: start.arn,
        input: JSON.stringify({
          DataSource: { GlueTable: { DatabaseName: table.databaseName, TableName: table.tableName } },
          Role: evaluation.arn,
          RulesetNames: [props.rulesetName],
          NumberOfWorkers: workers,
          Timeout: longestRunMinutes,
          // The scheduler fills it in: trying again starts no second run.
          ClientToken: "<aws.scheduler.execution-id>",
          AdditionalRunOptions: { CloudWatchMetricsEnabled: true, CustomLogGroupPrefix: logGroupPrefix },
        }),
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
      },
      lifecycle: enabled ? undefined : { ignoreChanges: ["state"] },
      dependsOn: [start.policy, evaluation.policy, ...logGroups],
    });
  }
}
