import { entryOf } from "../../platform/published-contract";
import { databaseIdentifier, hasServices } from "./alarms/subjects";
import type { MonitoringFoundation } from "./foundation";

/** A question to logs. */
export interface SavedQuery {
  /** Layer and purpose, as in "data/slow-statements". */
  readonly name: string;
  readonly logGroupNames: readonly string[];
  /** In the language of CloudWatch Logs Insights. */
  readonly query: readonly string[];
}

/** What logs are asked builds on. */
export interface LogsFoundation extends MonitoringFoundation {
  readonly canaryLogGroupNames: readonly string[];
}

const latest = ["sort @timestamp desc", "limit 100"];

/** Log groups of functions, by the layer that has them. */
export function functionLogGroups(foundation: MonitoringFoundation) {
  const { environment, application, ai } = foundation;
  if (!hasServices(foundation)) return { application: {}, ai: {} };
  const of = (names: Readonly<Record<string, unknown>>, groups: typeof application.functionLogGroupNames) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, entryOf(groups, name)]));
  return {
    application: of(environment.application.functions, application.functionLogGroupNames),
    ai: of(environment.ai.applications, ai.applicationLogGroupNames),
  };
}

/** What PostgreSQL writes. */
export function databaseLogGroup(foundation: MonitoringFoundation): string {
  return `/aws/rds/cluster/${databaseIdentifier(foundation)}/postgresql`;
}

const failedFunctions = ['filter level = "ERROR"', "fields @timestamp, @log, message, requestId", ...latest];

/** The questions that people start with, by layer. Those about what the environment does not have are left out. */
export function savedQueries(foundation: LogsFoundation): SavedQuery[] {
  const { site, environment, upstream, security, application, ai, presentation, canaryLogGroupNames } = foundation;
  const serves = hasServices(foundation);
  const when = (is: boolean, ...names: readonly string[]) => (is ? names : []);
  const functions = functionLogGroups(foundation);
  const routes = Object.values(environment.presentation.routes);
  // The load balancer has no web ACL before its domain is delegated: in a recovery region, the domain of the primary.
  const { delegated: isDelegated } = (upstream?.environment ?? environment).presentation.zone;
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
      name: "network/refused-traffic",
      logGroupNames: [site.names.of("log-group", "vpc-flow-logs")],
      query: [
        'filter action = "REJECT"',
        "stats count(*) as flows by srcAddr, dstAddr, dstPort",
        "sort flows desc",
        "limit 50",
      ],
    },
    {
      name: "network/refused-names",
      logGroupNames: [site.names.of("log-group", "dns-queries")],
      query: [
        'filter firewall_rule_action = "BLOCK"',
        "stats count(*) as queries by query_name, srcaddr",
        "sort queries desc",
        "limit 50",
      ],
    },
    {
      name: "data/slow-statements",
      logGroupNames: when(serves, databaseLogGroup(foundation)),
      query: [
        "filter @message like /duration: /",
        'parse @message "duration: * ms" as durationMs',
        "fields @timestamp, durationMs, @message",
        "sort durationMs desc",
        "limit 50",
      ],
    },
    {
      name: "data/errors-of-the-database",
      logGroupNames: when(serves, databaseLogGroup(foundation)),
      query: ["filter @message like /(ERROR|FATAL|PANIC):/", "fields @timestamp, @message", ...latest],
    },
    {
      name: "application/failed-functions",
      logGroupNames: Object.values(functions.application),
      query: failedFunctions,
    },
    {
      name: "application/slow-functions",
      logGroupNames: Object.values(functions.application),
      query: [
        'filter type = "platform.report"',
        "stats max(record.metrics.durationMs) as slowest, avg(record.metrics.durationMs) as average by @log",
        "sort slowest desc",
      ],
    },
    {
      name: "application/refused-requests",
      logGroupNames: when(
        serves && Object.keys(environment.application.api.http.routes).length > 0,
        application.httpApiLogGroupName,
      ),
      query: ["filter status >= 400", "stats count(*) as requests by route, status", "sort requests desc", "limit 50"],
    },
    {
      name: "application/refused-by-kubernetes",
      logGroupNames: when(serves, entryOf(application.clusterLogGroupNames, "control-plane")),
      query: [
        "filter @logStream like /kube-apiserver-audit/ and responseStatus.code = 403",
        "stats count(*) as calls by user.username, verb, objectRef.resource",
        "sort calls desc",
        "limit 50",
      ],
    },
    { name: "ai/failed-applications", logGroupNames: Object.values(functions.ai), query: failedFunctions },
    {
      name: "ai/tokens-by-caller",
      logGroupNames: when(serves && environment.owns.region, ai.modelInvocationLogGroupName),
      query: [
        "stats sum(input.inputTokenCount) as sent, sum(output.outputTokenCount) as answered by modelId, identity.arn",
        "sort answered desc",
        "limit 50",
      ],
    },
    {
      name: "presentation/refused-requests",
      logGroupNames: when(
        serves && isDelegated && routes.some(({ to }) => to.startsWith("services.")),
        entryOf(presentation.webAclLogGroupNames, "balancer"),
      ),
      query: [
        'filter action = "BLOCK"',
        "stats count(*) as requests by terminatingRuleId, httpRequest.clientIp, httpRequest.uri",
        "sort requests desc",
        "limit 50",
      ],
    },
    {
      name: "monitoring/failed-canaries",
      logGroupNames: canaryLogGroupNames,
      query: ["filter @message like /ERROR/", "fields @timestamp, @log, @message", ...latest],
    },
  ];
  return all.filter(({ logGroupNames }) => logGroupNames.length > 0);
}
