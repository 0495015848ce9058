import { createHash } from "node:crypto";
import { EndpointCanary } from "../../modules/canaries/endpoint-canary";
import { useKey } from "../../modules/encryption/grants";
import { ServiceRole } from "../../modules/identity/service-role";
import { canaryCode } from "../../platform/canary-code";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import { hasServices } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import type { ReportingFoundation } from "./foundation";

const folder = "canaries";

/**
 * Requests to the hosts that users have: those of the primary, which the environment that recovers it asks as well.
 * @returns log groups of the canaries
 */
export function buildCanaries(stack: LayerStack<MonitoringEnvironment>, foundation: ReportingFoundation): string[] {
  const { site, environment, upstream, security, reportsBucketName, reportsBucketArn } = foundation;
  const { checks, everyMinutes, timeoutSeconds } = environment.monitoring.canaries;
  if (!hasServices(foundation) || Object.keys(checks).length === 0) return [];

  const { arn: roleArn, policy } = new ServiceRole(stack, "canaries", {
    site,
    purpose: "canaries",
    description: "Asks endpoints as users do, and writes down what they answer.",
    service: "lambda.amazonaws.com",
    statements: [
      { sid: "WriteReports", actions: ["s3:GetObject", "s3:PutObject"], resources: `${reportsBucketArn}/${folder}/*` },
      { sid: "FindReports", actions: "s3:GetBucketLocation", resources: reportsBucketArn },
      useKey({
        sid: "EncryptReports",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        keyArns: security.logsKeyArn,
        region: site.region,
        through: "s3",
      }),
      {
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: `arn:aws:logs:${site.region}:${site.account}:log-group:/aws/lambda/cwsyn-${site.names.of("canary", "")}*`,
      },
      {
        sid: "CountRuns",
        actions: "cloudwatch:PutMetricData",
        resources: "*",
        conditions: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
      },
    ],
  });
  const code = canaryCode("endpoint");
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const { path: scriptPath } = stack.asset(`canary-${hash}.zip`, code);
  const { domain, presentation } = upstream?.environment ?? environment;
  const logGroupNames: string[] = [];
  for (const [name, { of, path, status, webSocket }] of Object.entries(checks)) {
    const route = presentation.routes[partsOf(of).name];
    if (!route) continue;
    const probe = { url: `https://${route.host}.${domain}${path}`, status, webSocket, timeoutMs: 10_000 };
    const canary = new EndpointCanary(stack, `canary-${name}`, {
      site,
      purpose: name,
      scriptPath,
      variables: { PROBE: JSON.stringify(probe) },
      timing: { everyMinutes, timeoutSeconds },
      runs: { roleArn, reports: `s3://${reportsBucketName}/${folder}`, kmsKeyArn: security.logsKeyArn },
    });
    canary.node.addDependency(policy);
    logGroupNames.push(canary.logGroupName);
  }
  return logGroupNames;
}
