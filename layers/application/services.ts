import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type { Access } from "../../modules/identity/access";
import { ServiceRole } from "../../modules/identity/service-role";
import type { ImageRepository } from "../../modules/images/image-repository";
import { clusterArn } from "../../modules/kubernetes/cluster";
import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { servicePurpose } from "../../modules/lake/zone-writers";
import { ServiceAlarms } from "../../modules/load-balancing/service-alarms";
import { ServiceTargetGroup } from "../../modules/load-balancing/service-target-group";
import { JsonParameter } from "../../modules/parameters/json-parameter";
import type { LayerStack } from "../../platform/layer-stack";
import { workloadAccess } from "./access";
import type { ApplicationEnvironment } from "./config";
import type { WorkloadFoundation } from "./foundation";
import { isAutoMode, type Kubernetes } from "./kubernetes";

/** What a service has in AWS, by the name of the service. */
export interface Services {
  readonly targetGroupArns: Readonly<Record<string, string>>;
  /** For the load balancer of the HTTP API: a target group serves one load balancer only. */
  readonly apiTargetGroupArns: Readonly<Record<string, string>>;
  /** Of services whose new version runs next to the old one before it takes over: the second target group, for each load balancer. */
  readonly greenTargetGroupArns: Readonly<Record<string, string>>;
  readonly greenApiTargetGroupArns: Readonly<Record<string, string>>;
  readonly parameterNames: Readonly<Record<string, string>>;
  /** Only those that use something. */
  readonly roleArns: Readonly<Record<string, string>>;
  /** What follows from `uses`. */
  readonly access: Readonly<Record<string, Access>>;
}

/** What services build on. */
export interface ServicesFoundation extends WorkloadFoundation {
  readonly images: Readonly<Record<string, ImageRepository>>;
  /** None where the recovery strategy keeps no cluster. */
  readonly kubernetes: Kubernetes | undefined;
}

const noServices: Services = {
  targetGroupArns: {},
  apiTargetGroupArns: {},
  greenTargetGroupArns: {},
  greenApiTargetGroupArns: {},
  parameterNames: {},
  roleArns: {},
  access: {},
};

/**
 * What each service has in AWS besides its images: the role of its pods, with what follows from `uses` and nothing
 * else; a target group; and a parameter with what is known only after the apply, which the delivery pipeline puts into
 * its manifests. Nothing where the recovery strategy keeps no cluster.
 */
export function buildServices(stack: LayerStack<ApplicationEnvironment>, foundation: ServicesFoundation): Services {
  const { environment, kubernetes } = foundation;
  if (!kubernetes) return noServices;

  const built = Object.keys(environment.application.services).map((name) => ({
    name,
    ...buildService(stack, { ...foundation, kubernetes }, name),
  }));
  type Part = "apiGreen" | "apiTargetGroup" | "green" | "role" | "targetGroup";
  const arnsOf = (part: Part) =>
    Object.fromEntries(built.flatMap(({ name, [part]: one }) => (one ? [[name, one.arn]] : [])));
  return {
    targetGroupArns: arnsOf("targetGroup"),
    apiTargetGroupArns: arnsOf("apiTargetGroup"),
    greenTargetGroupArns: arnsOf("green"),
    greenApiTargetGroupArns: arnsOf("apiGreen"),
    parameterNames: Object.fromEntries(built.map(({ name, parameter }) => [name, parameter.name])),
    roleArns: arnsOf("role"),
    access: Object.fromEntries(built.map(({ name, access }) => [name, access])),
  };
}

/** Whether a route of the HTTP API leads to the service. */
export function isBehindApi({ application }: ApplicationEnvironment, name: string): boolean {
  return Object.values(application.api.http.routes).some(({ to }) => to === `services.${name}`);
}

/** What services build on where there is a cluster. */
type RunningFoundation = ServicesFoundation & { readonly kubernetes: Kubernetes };

function buildService(stack: LayerStack<ApplicationEnvironment>, foundation: RunningFoundation, name: string) {
  const { site, environment, security, network, mesh, images } = foundation;
  const service = environment.application.services[name];
  if (!service) throw new Error(`There is no service ${name}.`);
  const { port, protocol, health, drainSeconds, stickySeconds, uses } = service;

  const buildTargetGroup = (id: string, behind?: string, color?: "green") =>
    new ServiceTargetGroup(stack, id, {
      site,
      service: name,
      vpcId: network.vpcId,
      listens: { port, protocol, behind, color },
      healthPath: health,
      sessions: { drainSeconds, stickySeconds },
      autoModeCluster: isAutoMode(environment) ? clusterNameOf(site) : undefined,
    });
  const targetGroup = buildTargetGroup(`service-${name}`);
  const apiTargetGroup = isBehindApi(environment, name) ? buildTargetGroup(`api-${name}-pods`, "api") : undefined;
  const isMoved = service.rollout === "blue-green";
  const green = isMoved ? buildTargetGroup(`service-${name}-green`, undefined, "green") : undefined;
  const apiGreen = isMoved && apiTargetGroup ? buildTargetGroup(`api-${name}-green`, "api", "green") : undefined;
  if (green)
    watchColors(
      stack,
      foundation,
      { blue: `${name}-blue-edge`, green: `${name}-green-edge` },
      { blue: targetGroup, green },
    );
  if (apiTargetGroup && apiGreen) {
    watchColors(
      stack,
      foundation,
      { blue: `${name}-blue`, green: `${name}-green` },
      { blue: apiTargetGroup, green: apiGreen },
    );
  }
  const access = workloadAccess(foundation, name, uses);
  const role = access.statements.length > 0 ? buildRole(stack, foundation, name, access) : undefined;
  const parameter = new JsonParameter(stack, `service-${name}-settings`, {
    site,
    purpose: `services/${name}`,
    description: `What the manifests of ${name} take from AWS.`,
    kmsKeyArn: security.secretsKeyArn,
    value: {
      environment: access.variables,
      repositoryUrl: images[name]?.url,
      targetGroupArn: targetGroup.arn,
      apiTargetGroupArn: apiTargetGroup?.arn,
      greenTargetGroupArn: green?.arn,
      greenApiTargetGroupArn: apiGreen?.arn,
      meshTargetGroupArn: mesh?.services[name]?.targetGroupArn,
    },
  });
  return { targetGroup, apiTargetGroup, green, apiGreen, role, parameter, access };
}

/** What a delivery watches while requests move: the target groups of both versions. */
function watchColors(
  stack: LayerStack<ApplicationEnvironment>,
  { site, environment }: RunningFoundation,
  pods: Readonly<Record<"blue" | "green", string>>,
  targetGroups: Readonly<Record<"blue" | "green", ServiceTargetGroup>>,
): void {
  const { alarms } = environment.application.delivery.canary;
  for (const color of ["blue", "green"] as const) {
    const { suffix } = targetGroups[color];
    new ServiceAlarms(stack, `service-${pods[color]}-alarms`, { site, pods: pods[color], targetGroup: suffix, alarms });
  }
}

function buildRole(
  stack: LayerStack<ApplicationEnvironment>,
  { site, kubernetes }: RunningFoundation,
  name: string,
  { statements, tags }: Required<Access>,
): ServiceRole {
  const pods = { namespace: name, serviceAccount: name };
  const role = new ServiceRole(stack, `service-${name}-role`, {
    site,
    purpose: servicePurpose(name),
    description: `Pods of the service ${name}.`,
    service: "pods.eks.amazonaws.com",
    pods: { ...pods, clusterArn: clusterArn(site, clusterNameOf(site)) },
    statements,
    tags: Object.keys(tags).length > 0 ? tags : undefined,
  });
  const { clusterName } = kubernetes;
  new EksPodIdentityAssociation(stack, `service-${name}-identity`, { clusterName, ...pods, roleArn: role.arn });
  return role;
}
