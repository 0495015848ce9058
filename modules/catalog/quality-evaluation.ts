import { Construct } from "constructs";
import { type ScheduleTiming, startOnSchedule } from "../events/schedule";
import { ServiceRole } from "../identity/service-role";
import { glueLogGroup, writeLogs } from "./glue-logging";
import { type EvaluatedTable, evaluationPermissions, startPermissions } from "./quality-evaluation-permissions";

export interface QualityEvaluationProps extends EvaluatedTable {
  /** What the table holds, as in "events"; part of names. */
  readonly purpose: string;
  readonly schedule: ScheduleTiming;
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
    const logGroupPrefix = site.names.of("log-group", `glue/quality-${purpose}`);
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
    startOnSchedule(this, {
      site,
      purpose: `quality-${purpose}`,
      description: `Evaluates the quality of ${purpose}.`,
      timing: schedule,
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRun",
        input: {
          DataSource: { GlueTable: { DatabaseName: table.databaseName, TableName: table.tableName } },
          Role: evaluation.arn,
          RulesetNames: [props.rulesetName],
          NumberOfWorkers: workers,
          Timeout: longestRunMinutes,
          // The scheduler fills it in: trying again starts no second run.
          ClientToken: "<aws.scheduler.execution-id>",
          AdditionalRunOptions: { CloudWatchMetricsEnabled: true, CustomLogGroupPrefix: logGroupPrefix },
        },
        statements: startPermissions(props, evaluation.arn),
        after: [evaluation.policy, ...logGroups],
      },
    });
  }
}
