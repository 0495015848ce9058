import { isMap, type LinkedStack, type Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import { watched } from "./watched";

/** A metric that an alarm or a dashboard names. */
export interface NamedMetric {
  readonly stack: LinkedStack;
  /** Address of what names it. */
  readonly address: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** The dimensions of each namespace that the platform looks at: any other set has no metrics. */
const dimensionSets: Readonly<Record<string, readonly string[]>> = {
  "/aws/sagemaker/Endpoints": ["EndpointName VariantName"],
  "AWS/ApiGateway": ["ApiId", "ApiName", "ApiName Stage"],
  "AWS/ApplicationELB": ["LoadBalancer", "LoadBalancer TargetGroup"],
  "AWS/CloudFront": ["DistributionId Region"],
  "AWS/DynamoDB": ["TableName", "Operation TableName", "ReceivingRegion TableName"],
  "AWS/ElastiCache": ["CacheClusterId"],
  "AWS/Firehose": ["DeliveryStreamName"],
  "AWS/Kafka": ["Cluster Name", "Broker ID Cluster Name"],
  "AWS/Kinesis": ["StreamName"],
  "AWS/Lambda": ["FunctionName"],
  "AWS/NATGateway": ["NatGatewayId"],
  "AWS/RDS": ["DBClusterIdentifier", "ProxyName TargetGroup TargetRole", "ProxyName"],
  "AWS/Route53": ["HealthCheckId", "HostedZoneId"],
  "AWS/S3": ["DestinationBucket RuleId SourceBucket"],
  "AWS/SNS": ["TopicName"],
  "AWS/SQS": ["QueueName"],
  "AWS/SageMaker": ["EndpointName VariantName"],
  "AWS/Sagemaker/ModelBuildingPipeline": ["PipelineName"],
  "AWS/Usage": ["Class Resource Service Type"],
  "AWS/WAFV2": ["Rule WebACL", "Region Rule WebACL"],
  CloudWatchSynthetics: ["CanaryName"],
  ContainerInsights: ["ClusterName", "ClusterName Namespace Service"],
};

/** Dimensions that name a resource, and the arguments that may hold the name. */
const resourceDimensions: ReadonlyMap<string, readonly { readonly type: string; readonly argument?: string }[]> =
  new Map(
    [
      ...Object.entries(watched).map(([type, { dimension, argument }]) => ({ dimension, type, argument })),
      { dimension: "DestinationBucket", type: "aws_s3_bucket", argument: "bucket" },
      { dimension: "HostedZoneId", type: "aws_route53_zone", argument: undefined },
      { dimension: "SourceBucket", type: "aws_s3_bucket", argument: "bucket" },
      { dimension: "Stage", type: "aws_api_gateway_stage", argument: "stage_name" },
    ].reduce((all, { dimension, type, argument }) => {
      all.set(dimension, [...(all.get(dimension) ?? []), { type, argument }]);
      return all;
    }, new Map<string, { type: string; argument?: string }[]>()),
  );

/** Dimensions that elsewhere name a resource: a proxy has one target group, `default`. */
const fixed: Readonly<Record<string, readonly string[]>> = { "AWS/RDS": ["TargetGroup"] };

/** The metrics of all alarms and dashboards of a monitoring stack. */
export function metricsNamedIn(stack: LinkedStack): NamedMetric[] {
  return [...stack.resources.values()].flatMap((resource) => {
    const found = resource.type === "aws_cloudwatch_dashboard" ? onDashboard(resource) : ofAlarm(resource);
    return found.map((metric) => ({ stack, address: resource.address, ...metric }));
  });
}

function ofAlarm({ type, block }: Resource): Pick<NamedMetric, "namespace" | "dimensions">[] {
  if (type !== "aws_cloudwatch_metric_alarm") return [];
  const queries = Array.isArray(block.metric_query) ? block.metric_query : [];
  return [block, ...queries.map((query) => (isMap(query) ? query.metric : undefined))].flatMap((one) =>
    isMap(one) && typeof one.namespace === "string"
      ? [{ namespace: one.namespace, dimensions: isMap(one.dimensions) ? one.dimensions : {} }]
      : [],
  );
}

/** The body of a dashboard. Quotes within expressions of Terraform are not those of JSON. */
export function dashboardBody({ block }: Resource): { readonly widgets: readonly Record<string, unknown>[] } {
  const escaped = String(block.dashboard_body).replaceAll(/\$\{[^}]*\}/g, (expression) =>
    JSON.stringify(expression).slice(1, -1),
  );
  return JSON.parse(escaped);
}

function onDashboard(resource: Resource): Pick<NamedMetric, "namespace" | "dimensions">[] {
  return dashboardBody(resource).widgets.flatMap(({ properties }) => {
    const metrics = isMap(properties) && Array.isArray(properties.metrics) ? properties.metrics : [];
    return metrics.map(([namespace, , ...rest]: string[]) => {
      const pairs = rest.slice(0, -1);
      const dimensions = Object.fromEntries(
        pairs.flatMap((name, index) => (index % 2 === 0 ? [[name, pairs[index + 1]]] : [])),
      );
      return { namespace: String(namespace), dimensions };
    });
  });
}

/**
 * What is wrong with metrics: dimensions that the namespace does not know, or a name that no resource has. Both show no
 * data and raise no alarm.
 * @param resources those of the environment, and of the one that it recovers
 */
export function metricMistakes(metrics: readonly NamedMetric[], resources: readonly Resource[]): string[] {
  return metrics.flatMap(({ stack, address, namespace, dimensions }) => {
    const where = `${stack.id}: ${address}: ${namespace}`;
    // What functions and metric filters count is in the namespace `<organization>/<environment>`.
    if (namespace.startsWith(`${String(stack.tags["managed-by"])}/`)) return [];
    const names = Object.keys(dimensions).sort().join(" ");
    const known = dimensionSets[namespace];
    if (!known?.includes(names)) return [`${where} has no metrics with the dimensions ${names}.`];
    return Object.entries(dimensions).flatMap(([name, value]) => {
      const among = fixed[namespace]?.includes(name) ? undefined : resourceDimensions.get(name);
      if (!among) return [];
      const targets = targetsIn(stack, value).map(({ resource }) => resource);
      const text = String(value);
      const isThere = resources.some((resource) =>
        among.some(({ type, argument }) => {
          if (resource.type !== type) return false;
          if (targets.includes(resource)) return true;
          const own = argument === undefined ? undefined : resource.block[argument];
          return own !== undefined && (own === text || (watched[type]?.prefix && text.startsWith(`${String(own)}-`)));
        }),
      );
      return isThere ? [] : [`${where}: no resource is called ${name} = ${text}.`];
    });
  });
}
