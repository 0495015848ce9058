import { clusterNameOf } from "../../modules/kubernetes/cluster-name";
import { servicePurpose } from "../../modules/lake/zone-writers";
import { ServiceTargetGroup } from "../../modules/load-balancing/service-target-group";
import { LoadBalancerGroup } from "../../modules/mesh/load-balancer-group";
import { type LoadBalancerPlacement, MeshLoadBalancer } from "../../modules/mesh/mesh-load-balancer";
import { MeshService } from "../../modules/mesh/mesh-service";
import { ServiceNetwork } from "../../modules/mesh/service-network";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation, InMesh, Mesh } from "./foundation";
import { isAutoMode, type Kubernetes } from "./kubernetes";
import { calledServices, callsOf } from "./service-calls";

const purpose = "mesh";

/** Whether services call each other through VPC Lattice. */
function hasMesh({ application }: ApplicationEnvironment): boolean {
  return application.mesh === "lattice";
}

/** What the mesh builds on. */
export interface MeshFoundation extends ApplicationFoundation {
  /** None where the recovery strategy keeps no cluster. */
  readonly kubernetes: Kubernetes | undefined;
}

/**
 * VPC Lattice between services, where the environment asks for it and the recovery strategy keeps a cluster. A service
 * that another one calls is in it, and takes requests of the roles of those that have it in `uses`.
 */
export function buildMesh(stack: LayerStack<ApplicationEnvironment>, foundation: MeshFoundation): Mesh | undefined {
  const { site, environment, network, kubernetes } = foundation;
  if (!hasMesh(environment) || !kubernetes) return undefined;

  const { vpcId, applicationSecurityGroupId, publicSubnetIds } = network;
  const serviceNetwork = new ServiceNetwork(stack, "mesh", {
    site,
    purpose,
    vpcId,
    clientSecurityGroupId: applicationSecurityGroupId,
  });
  const { logGroupName } = serviceNetwork;
  const called = calledServices(environment.application.services);
  if (called.length === 0) return { services: {}, logGroupName };

  const group = new LoadBalancerGroup(stack, "mesh-balancers", {
    site,
    purpose,
    vpcId,
    podsSecurityGroupId: applicationSecurityGroupId,
  });
  // Internal, and in the public tier for its network ACL alone.
  const placement = { subnetIds: publicSubnetIds, securityGroupId: group.id };
  const withNetwork = { ...foundation, placement, serviceNetworkId: serviceNetwork.id };
  const services = called.map((name) => [name, buildMeshService(stack, withNetwork, name)] as const);
  return { services: Object.fromEntries(services), logGroupName };
}

interface MeshServiceFoundation extends ApplicationFoundation {
  readonly placement: LoadBalancerPlacement;
  readonly serviceNetworkId: string;
}

function buildMeshService(
  stack: LayerStack<ApplicationEnvironment>,
  { site, environment, network, placement, serviceNetworkId }: MeshServiceFoundation,
  name: string,
): InMesh {
  const { vpcId } = network;
  const { services } = environment.application;
  const service = services[name];
  if (!service) throw new Error(`There is no service ${name}.`);
  const { port, protocol, health, drainSeconds } = service;
  const targetGroup = new ServiceTargetGroup(stack, `mesh-${name}-pods`, {
    site,
    service: name,
    vpcId,
    listens: { port, protocol, behind: purpose },
    healthPath: health,
    sessions: { drainSeconds },
    autoModeCluster: isAutoMode(environment) ? clusterNameOf(site) : undefined,
  });
  const loadBalancer = new MeshLoadBalancer(stack, `mesh-${name}-balancer`, {
    site,
    service: name,
    placement,
    pods: { targetGroupArn: targetGroup.arn, port },
  });
  const { arn, url } = new MeshService(stack, `mesh-${name}`, {
    site,
    service: name,
    serviceNetworkId,
    target: { vpcId, loadBalancer, port },
    callerRoleArns: callsOf(services, name).from.map(
      (caller) => `arn:aws:iam::${site.account}:role/${site.names.of("iam-role", servicePurpose(caller))}`,
    ),
  });
  return { arn, url, targetGroupArn: targetGroup.arn, loadBalancerArn: loadBalancer.arn };
}
