import { CloudwatchLogAnomalyDetector } from "@cdktf/provider-aws/lib/cloudwatch-log-anomaly-detector";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { hasServices } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation } from "./foundation";

interface SavedQuery {
  readonly name: string;
  readonly logGroupNames: readonly string[];
  /** In the language of CloudWatch Logs Insights. */
  readonly query: readonly string[];
}

/** Queries that people start with, by layer, and detectors of records that logs do not usually hold. */
export function buildLogAnalysis(stack: LayerStack<MonitoringEnvironment>, foundation: MonitoringFoundation): void {
  const { site, environment } = foundation;
  for (const { name, logGroupNames, query } of queriesOf(foundation)) {
    new CloudwatchQueryDefinition(stack, `query-${name}`, {
      name: site.names.of("saved-query", name),
      logGroupNames: [...logGroupNames],
      queryString: query.join("\n| "),
    });
  }
  if (!hasServices(foundation)) return;
  for (const name of Object.keys(environment.application.functions)) {
    const group = entryOf(foundation.application.functionLogGroupNames, name);
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

function queriesOf(foundation: MonitoringFoundation): SavedQuery[] {
  const { environment, security, application } = foundation;
  const functionGroups = hasServices(foundation)
    ? Object.keys(environment.application.functions).map((name) => entryOf(application.functionLogGroupNames, name))
    : [];
  const all: SavedQuery[] = [
    {
      name: "security/refused-calls",
      logGroupNames: [security.trailLogGroupName],
      query: [
        "filter ispresent(errorCode)",
        "stats count(*) as calls by eventSource, eventName, errorCode, userIdentity.arn",
        "sort calls desc",
        "limit 50",
      ],
    },
    {
      name: "application/failed-functions",
      logGroupNames: functionGroups,
      query: [
        'filter level = "ERROR"',
        "fields @timestamp, @log, message, requestId",
        "sort @timestamp desc",
        "limit 100",
      ],
    },
    {
      name: "application/slow-functions",
      logGroupNames: functionGroups,
      query: [
        'filter type = "platform.report"',
        "stats max(record.metrics.durationMs) as slowest, avg(record.metrics.durationMs) as average by @log",
        "sort slowest desc",
      ],
    },
    {
      name: "application/refused-requests",
      logGroupNames:
        hasServices(foundation) && Object.keys(environment.application.api.http.routes).length > 0
          ? [application.httpApiLogGroupName]
          : [],
      query: [
        "filter status >= 400",
        "stats count(*) as requests by routeKey, status",
        "sort requests desc",
        "limit 50",
      ],
    },
  ];
  return all.filter(({ logGroupNames }) => logGroupNames.length > 0);
}
