import { CodeconnectionsConnection } from "@cdktf/provider-aws/lib/codeconnections-connection";
import { Pipeline } from "../../modules/delivery/pipeline";
import { EventRule, eventRuleArn } from "../../modules/events/event-rule";
import { PipelineAccess } from "../../modules/kubernetes/access";
import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import { connectionProviders } from "./delivery-config";
import { buildDeliveryProjects } from "./delivery-projects";
import { stagesOf } from "./delivery-stages";
import { type DeliveryFoundation, stepsOf } from "./delivery-steps";

const purpose = "workload";

/** Days that artifacts are kept: a deployment goes back no further. */
const artifactDays = 90;

/** The pipeline of an environment as other layers see it. */
export interface Delivery {
  readonly pipelineName: string;
  /** Topic for failed deliveries, and for those that wait for an approval. */
  readonly topicArn: string;
  readonly connectionArn: string;
  readonly logGroupNames: Readonly<Record<string, string>>;
}

/**
 * The pipeline that delivers services and functions, with all that it needs in its own region: a recovery environment
 * delivers without its primary. There a push starts nothing; a person starts the pipeline.
 */
export function buildDelivery(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: DeliveryFoundation,
): Delivery | undefined {
  const { site, environment, security, kubernetes, upstream } = foundation;
  const { engine, repository, connection, branch } = environment.application.delivery;
  if (engine !== "codepipeline") return undefined;
  // `strata check` has asked for them.
  if (repository === undefined || connection === undefined || branch === undefined) return undefined;

  const bucket = new PrivateBucket(stack, "delivery-artifacts", {
    site,
    purpose: "delivery",
    kmsKeyArn: security.artifactsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    retention: { expireAfterDays: artifactDays, noncurrentDays: 7 },
  });
  const artifacts = { bucketArn: bucket.arn, kmsKeyArn: security.artifactsKeyArn, region: site.region };
  const projects = buildDeliveryProjects(stack, { ...foundation, artifacts, steps: stepsOf(foundation) });
  const { services, cluster } = projects;
  if (kubernetes) {
    new PipelineAccess(stack, "delivery-access", {
      clusterName: kubernetes.clusterName,
      servicesRoleArn: services?.roleArn,
      clusterRoleArn: cluster?.roleArn,
    });
  }
  const { arn: connectionArn } = new CodeconnectionsConnection(stack, "delivery-connection", {
    name: site.names.of("codeconnection", purpose),
    providerType: connectionProviders[connection],
  });
  const { pipelineName } = new Pipeline(stack, "delivery", {
    site,
    purpose,
    artifacts: { ...artifacts, bucketName: bucket.bucketName },
    source: { connectionArn, repository, branch, starts: upstream === undefined },
    stages: stagesOf(environment, projects),
    projectArns: Object.values(projects).map(({ arn }) => arn),
  });
  const topicArn = buildNotifications(stack, { ...foundation, pipelineName });
  const logGroupNames = Object.entries(projects).map(([step, project]) => [step, project.logGroupName]);
  return { pipelineName, topicArn, connectionArn, logGroupNames: Object.fromEntries(logGroupNames) };
}

interface NotificationsFoundation extends DeliveryFoundation {
  readonly pipelineName: string;
}

/** Notifications: a delivery failed, or waits for an approval. @returns ARN of the topic */
function buildNotifications(
  stack: LayerStack<ApplicationEnvironment>,
  { site, security, pipelineName }: NotificationsFoundation,
): string {
  const failed = "delivery-failed";
  const waits = "delivery-waits";
  const publishers = { ruleArns: [failed, waits].map((rule) => eventRuleArn(site, rule)) };
  const kmsKeyArn = security.streamsKeyArn;
  const { arn } = new EncryptedTopic(stack, "delivery-topic", {
    site,
    purpose: "delivery",
    kmsKeyArn,
    publishers,
    displayName: site.names.of("sns-topic", "delivery"),
  });
  const undelivered = new EncryptedQueue(stack, "delivery-undelivered", {
    site,
    purpose: "delivery-undelivered",
    kmsKeyArn,
    publishers,
  });
  const target = { arn, deadLetterArn: undelivered.arn, rests: false };
  const ofPipeline = { source: ["aws.codepipeline"] };
  new EventRule(stack, "rule-delivery-failed", {
    site,
    purpose: failed,
    description: "Deliveries that failed go to the topic delivery.",
    pattern: {
      ...ofPipeline,
      "detail-type": ["CodePipeline Pipeline Execution State Change"],
      detail: { pipeline: [pipelineName], state: ["FAILED"] },
    },
    target,
  });
  new EventRule(stack, "rule-delivery-waits", {
    site,
    purpose: waits,
    description: "Deliveries that wait for an approval go to the topic delivery.",
    pattern: {
      ...ofPipeline,
      "detail-type": ["CodePipeline Action Execution State Change"],
      detail: { pipeline: [pipelineName], state: ["STARTED"], type: { category: ["Approval"] } },
    },
    target,
  });
  return arn;
}

/** What other layers read of the delivery. */
export function deliveryOutputs(delivery: Delivery | undefined) {
  return {
    deliveryPipelineName: delivery?.pipelineName ?? "",
    deliveryTopicArn: delivery?.topicArn ?? "",
    deliveryConnectionArn: delivery?.connectionArn ?? "",
    deliveryLogGroupNames: delivery?.logGroupNames ?? {},
  };
}
