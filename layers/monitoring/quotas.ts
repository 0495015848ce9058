import { MetricAlarm } from "../../modules/alarms/metric-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";

/** A quota of the account in the region whose use CloudWatch counts. */
interface Quota {
  readonly means: string;
  readonly service: string;
  readonly type: "API" | "Resource";
  readonly resource: string;
  readonly class: string;
  /** How uses within a period add up. */
  readonly statistic: "Maximum" | "Sum";
}

/** docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html */
const quotas: Readonly<Record<string, Quota>> = {
  "lambda-concurrency": {
    means: "runs of Lambda functions at a time",
    service: "Lambda",
    type: "Resource",
    resource: "ConcurrentExecutions",
    class: "None",
    statistic: "Maximum",
  },
  "ec2-processors": {
    means: "virtual processors of EC2 instances of the standard families",
    service: "EC2",
    type: "Resource",
    resource: "vCPU",
    class: "Standard/OnDemand",
    statistic: "Maximum",
  },
  "load-balancers": {
    means: "Application Load Balancers",
    service: "Elastic Load Balancing",
    type: "Resource",
    resource: "ApplicationLoadBalancersPerRegion",
    class: "None",
    statistic: "Maximum",
  },
  "kms-requests": {
    means: "requests to KMS with symmetric keys in a minute",
    service: "KMS",
    type: "API",
    resource: "CryptographicOperationsSymmetric",
    class: "None",
    statistic: "Sum",
  },
};

/** Share of a quota in use, in percent, from which to request an increase: AWS takes days to answer. */
const usedPercent = 80;

/** How much of its quotas the account uses in the region. */
export function buildQuotaAlarms(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, topicArns } = foundation;
  if (!environment.owns.region) return;
  for (const [name, { means, service, type, resource, class: of, statistic }] of Object.entries(quotas)) {
    new MetricAlarm(stack, `quota-${name}`, {
      site,
      purpose: `quota-${name}`,
      description: `The account uses more than ${usedPercent} % of its quota of ${means}. Look first: ${runbookOf(environment, "quota-used")}`,
      metric: {
        expression: "100 * used / SERVICE_QUOTA(used)",
        label: "used, %",
        metrics: {
          used: {
            namespace: "AWS/Usage",
            name: type === "API" ? "CallCount" : "ResourceCount",
            dimensions: { Service: service, Type: type, Resource: resource, Class: of },
            statistic,
            periodSeconds: type === "API" ? 60 : 300,
          },
        },
      },
      condition: { comparison: ">", threshold: usedPercent, periods: 3, breaching: 2, missing: "notBreaching" },
      topicArns: [topicArns.ticket],
    });
  }
}
