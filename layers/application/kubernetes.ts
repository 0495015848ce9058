import { Fn, type ITerraformDependable } from "cdktf";
import { ServiceRole } from "../../modules/identity/service-role";
import { ClusterAccess } from "../../modules/kubernetes/access";
import { insightsLogs } from "../../modules/kubernetes/addon-policies";
import { NodeAddons, WorkloadAddons } from "../../modules/kubernetes/addons";
import { AutoModeNodes } from "../../modules/kubernetes/auto-mode";
import { Cluster } from "../../modules/kubernetes/cluster";
import { clusterNameOf, clusterPurpose } from "../../modules/kubernetes/cluster-name";
import { Controllers } from "../../modules/kubernetes/controllers";
import { type ClusterPersona, clusterPersonas } from "../../modules/kubernetes/groups";
import { NodeGroup } from "../../modules/kubernetes/node-group";
import { nodeStatements } from "../../modules/kubernetes/node-role";
import { addonsOf } from "../../modules/kubernetes/versions";
import { isDelivered } from "../../platform/delivery";
import type { LayerStack } from "../../platform/layer-stack";
import { personaArn } from "../../platform/personas";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { namesOfImages } from "./images";

/** The cluster as the rest of the layer sees it. */
export interface Kubernetes {
  /** Refers to the cluster, so that what uses it comes after it. */
  readonly clusterName: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Group that EKS made. Nodes of node groups carry that of the application tier alone. */
  readonly securityGroupId: string;
  /** `control-plane`, and those of Container Insights by kind. */
  readonly logGroupNames: Readonly<Record<string, string>>;
}

/** Whether EKS itself runs the nodes. */
export function isAutoMode({ application }: ApplicationEnvironment): boolean {
  return application.kubernetes.compute.mode === "auto";
}

/**
 * The cluster with its nodes, add-ons and everybody who signs in to it. A pilot light is a cluster without nodes and
 * without what runs on them; a strategy that restores from backups has none.
 *
 * Nothing here speaks to Kubernetes: manifests and charts are the delivery pipeline's.
 */
export function buildKubernetes(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Kubernetes | undefined {
  const { site, environment, security, network, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return undefined;

  const { version, support, addons, breakGlass } = environment.application.kubernetes;
  const auto = isAutoMode(environment);
  const name = clusterNameOf(site);
  const nodeRole = new ServiceRole(stack, "nodes", {
    site,
    purpose: "eks-nodes",
    description: "The nodes of the EKS cluster.",
    service: "ec2.amazonaws.com",
    statements: nodeStatements(site, name, namesOfImages(foundation).all("ecr-repository")),
  });
  const cluster = new Cluster(stack, "cluster", {
    site,
    purpose: clusterPurpose,
    kubernetes: { version, support },
    network: { subnetIds: network.applicationSubnetIds, securityGroupId: network.applicationSecurityGroupId },
    secretsKeyArn: security.secretsKeyArn,
    autoMode: auto ? { nodeRoleArn: nodeRole.arn, volumesKeyArn: security.volumesKeyArn } : undefined,
  });
  new ClusterAccess(stack, "access", {
    clusterName: cluster.clusterName,
    personaRoleArns: personaRoles(foundation),
    deliveryRoleArn: isDelivered(environment.security.delivery)
      ? Fn.lookup(security.deliveryRoleArns, "apply")
      : undefined,
    breakGlassRoleArn: breakGlass?.roleArn,
  });

  const withAddons = {
    site,
    cluster: { reference: cluster.clusterName, name },
    versions: addonsOf(version, addons),
  };
  if (auto) {
    new AutoModeNodes(stack, "auto-mode", {
      ownSecurityGroupId: cluster.ownSecurityGroupId,
      securityGroupId: network.applicationSecurityGroupId,
    });
  } else {
    new Controllers(stack, "controller", withAddons);
  }
  const before = auto ? [] : new NodeAddons(stack, "node-addon", withAddons).all;
  const result = {
    clusterName: cluster.clusterName,
    arn: cluster.arn,
    endpoint: cluster.endpoint,
    securityGroupId: cluster.ownSecurityGroupId,
  };
  const controlPlane = { "control-plane": cluster.logGroupName };
  if (upstream?.strategy === "pilot-light") return { ...result, logGroupNames: controlPlane };

  const after = auto ? [] : buildNodes(stack, foundation, { cluster, nodeRole, before });
  const { logGroupNames } = new WorkloadAddons(stack, "addon", {
    ...withAddons,
    after,
    volumesKeyArn: auto ? undefined : security.volumesKeyArn,
  });
  const insights = Object.fromEntries(insightsLogs.map((log, index) => [log, logGroupNames[index] ?? ""]));
  return { ...result, logGroupNames: { ...controlPlane, ...insights } };
}

interface NodesFoundation {
  readonly cluster: Cluster;
  readonly nodeRole: ServiceRole;
  /** Add-ons that nodes need to get ready. */
  readonly before: readonly ITerraformDependable[];
}

/** @returns what add-ons that run on nodes wait for */
function buildNodes(
  stack: LayerStack<ApplicationEnvironment>,
  { site, environment, security, network }: ApplicationFoundation,
  { cluster, nodeRole, before }: NodesFoundation,
): ITerraformDependable[] {
  const { compute } = environment.application.kubernetes;
  if (compute.mode !== "node-groups") return [];
  const { nodes, gpu } = compute;
  const common = {
    site,
    cluster: { clusterName: cluster.clusterName, version: cluster.version, nodeRoleArn: nodeRole.arn },
    placement: { subnetIds: network.applicationSubnetIds, securityGroupId: network.applicationSecurityGroupId },
    after: [...before, nodeRole.policy],
  };
  const { volumesKeyArn } = security;
  const general = new NodeGroup(stack, "nodes-general", {
    ...common,
    purpose: "general",
    machines: { instanceTypes: nodes.instanceTypes, volumeGiB: nodes.volumeGiB, volumesKeyArn },
    scale: nodes,
  });
  if (gpu) {
    new NodeGroup(stack, "nodes-gpu", {
      ...common,
      purpose: "gpu",
      machines: { instanceTypes: gpu.instanceTypes, volumeGiB: gpu.volumeGiB, volumesKeyArn, gpu: true },
      scale: { min: 0, max: gpu.max, updatePercent: nodes.updatePercent },
    });
  }
  return [general.resource];
}

/**
 * Roles of the personas; none without an identity provider. A follower spells them out, so that it needs nothing of the
 * primary's region.
 */
function personaRoles(foundation: ApplicationFoundation) {
  const { security, upstream } = foundation;
  const roles = clusterPersonas.flatMap((persona) => {
    const arn = personaArn(foundation, persona);
    if (arn === undefined) return [];
    return [[persona, upstream ? arn : Fn.lookup(security.personaRoleArns, persona)]];
  });
  return roles.length > 0 ? (Object.fromEntries(roles) as Record<ClusterPersona, string>) : undefined;
}
