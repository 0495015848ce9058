import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { dataOutputs } from "../data/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { type Bus, buildBus } from "./bus";
import type { ApplicationEnvironment } from "./config";
import { buildDelivery, deliveryOutputs } from "./delivery";
import { buildEventRules } from "./event-rules";
import { buildEventSchemas } from "./event-schemas";
import type { ApplicationFoundation, Mesh, Messaging } from "./foundation";
import { buildFunctions, functionOutputs } from "./functions";
import { buildHttpApi, httpOutputs } from "./http-api";
import { buildImages } from "./images";
import { buildJenkins, type Jenkins } from "./jenkins";
import { buildKubernetes } from "./kubernetes";
import { buildManifests } from "./manifests";
import { buildMesh } from "./mesh";
import { applicationOutputs } from "./outputs";
import { buildApiLogging, buildPartnerApi, partnerOutputs } from "./partner-api";
import { buildQueues } from "./queues";
import { buildServices } from "./services";
import { buildSubscriptions } from "./subscriptions";
import { buildTopics } from "./topics";
import { buildUserPool } from "./user-pool";

export class ApplicationStack extends LayerStack<ApplicationEnvironment> {
  constructor(app: App, environment: ApplicationEnvironment) {
    super(app, environment, "application");
    const security = this.read(securityOutputs);
    const foundation: ApplicationFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network: this.read(networkOutputs),
      data: this.read(dataOutputs),
      upstream: upstreamOf(environment, () => ({})),
    };

    const bus = buildBus(this, foundation);
    const messaging: Messaging = {
      queues: buildQueues(this, foundation),
      topics: buildTopics(this, foundation),
      bus: bus?.bus,
    };
    const images = buildImages(this, foundation);
    const kubernetes = buildKubernetes(this, foundation);
    const userPool = buildUserPool(this, foundation);
    const workloads = { ...foundation, messaging, userPool, mesh: buildMesh(this, { ...foundation, kubernetes }) };
    const functions = buildFunctions(this, workloads);
    const services = buildServices(this, { ...workloads, images, kubernetes });
    const http = buildHttpApi(this, { ...foundation, userPool, functions: functions.byName, services });
    const logging = buildApiLogging(this, foundation);
    const partner = buildPartnerApi(this, { ...foundation, functions: functions.byName, logging });
    const schemaRegistryName = bus && buildEventSchemas(this, foundation);
    if (bus) {
      const targets = { ...workloads, functions: functions.byName };
      buildEventRules(this, targets, bus);
      buildSubscriptions(this, targets, bus);
    }
    const delivered = { ...foundation, images, functions, services, kubernetes };
    const delivery = buildDelivery(this, delivered);
    const jenkins = buildJenkins(this, delivered);
    buildManifests(this, { ...workloads, kubernetes, services, jenkins });

    this.publish(applicationOutputs, {
      repositoryUrls: Object.fromEntries(Object.entries(images).map(([service, { url }]) => [service, url])),
      serviceRoleArns: services.roleArns,
      targetGroupArns: services.targetGroupArns,
      apiTargetGroupArns: services.apiTargetGroupArns,
      greenTargetGroupArns: services.greenTargetGroupArns,
      greenApiTargetGroupArns: services.greenApiTargetGroupArns,
      parameterNames: services.parameterNames,
      ...functionOutputs(functions),
      ...deliveryOutputs(delivery),
      clusterName: kubernetes?.clusterName ?? "",
      clusterArn: kubernetes?.arn ?? "",
      clusterEndpoint: kubernetes?.endpoint ?? "",
      clusterSecurityGroupId: kubernetes?.securityGroupId ?? "",
      clusterLogGroupNames: kubernetes?.logGroupNames ?? {},
      meshLogGroupName: workloads.mesh?.logGroupName ?? "",
      ...internalOutputs(workloads.mesh, jenkins),
      ...messagingOutputs(messaging, bus),
      eventSchemaRegistryName: schemaRegistryName ?? "",
      ...httpOutputs(foundation, http),
      ...partnerOutputs(foundation, partner),
    });
  }
}

function internalOutputs(mesh: Mesh | undefined, jenkins: Jenkins | undefined) {
  const fronts = [
    ...Object.entries(mesh?.services ?? {}).map(([name, service]) => [`mesh-${name}`, service] as const),
    ...(jenkins ? [["jenkins", jenkins.front] as const] : []),
  ];
  return {
    internalLoadBalancerArns: Object.fromEntries(fronts.map(([name, { loadBalancerArn }]) => [name, loadBalancerArn])),
    internalTargetGroupArns: Object.fromEntries(fronts.map(([name, { targetGroupArn }]) => [name, targetGroupArn])),
  };
}

function messagingOutputs({ queues, topics }: Messaging, bus: Bus | undefined) {
  const ofEach = <T>(things: Readonly<Record<string, T>>, value: (thing: T) => string) =>
    Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, value(thing)]));
  return {
    queueArns: ofEach(queues, ({ arn }) => arn),
    queueUrls: ofEach(queues, ({ url }) => url),
    deadLetterQueueArns: {
      ...ofEach(queues, ({ deadLetterArn }) => deadLetterArn),
      ...(bus && { "undelivered-events": bus.undelivered.arn }),
    },
    topicArns: ofEach(topics, ({ arn }) => arn),
    eventBusArn: bus?.bus.arn ?? "",
    eventBusName: bus?.bus.busName ?? "",
  };
}
