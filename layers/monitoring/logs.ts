import { CloudwatchLogAnomalyDetector } from "@cdktf/provider-aws/lib/cloudwatch-log-anomaly-detector";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { LayerStack } from "../../platform/layer-stack";
import { hasServices } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import { databaseLogGroup, functionLogGroups, type LogsFoundation, savedQueries } from "./saved-queries";

/** Queries that people start with, by layer, and detectors of records that logs do not usually hold. */
export function buildLogAnalysis(stack: LayerStack<MonitoringEnvironment>, foundation: LogsFoundation): void {
  const { site } = foundation;
  for (const { name, logGroupNames, query } of savedQueries(foundation)) {
    new CloudwatchQueryDefinition(stack, `query-${name}`, {
      name: site.names.of("saved-query", name),
      logGroupNames: [...logGroupNames],
      queryString: query.join("\n| "),
    });
  }
  const functions = functionLogGroups(foundation);
  const watched = {
    ...functions.application,
    ...functions.ai,
    ...(hasServices(foundation) && { database: databaseLogGroup(foundation) }),
  };
  for (const [name, group] of Object.entries(watched)) {
    new CloudwatchLogAnomalyDetector(stack, `unusual-${name}`, {
      detectorName: site.names.of("log-detector", `unusual-${name}`),
      enabled: true,
      evaluationFrequency: "FIFTEEN_MIN",
      // Days after which what was unusual is no more.
      anomalyVisibilityTime: 21,
      kmsKeyId: site.logs.kmsKeyArn,
      logGroupArnList: [`arn:aws:logs:${site.region}:${site.account}:log-group:${group}`],
    });
  }
}
