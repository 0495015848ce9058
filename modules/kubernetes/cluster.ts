import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { DataResource } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ClusterRole } from "./cluster-role";
import type { SupportType } from "./versions";

export interface ClusterProps {
  /** Where it protects from deletion, neither a plan that destroys the cluster nor one that replaces it succeeds. */
  readonly site: Site;
  /** What the cluster is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly kubernetes: { readonly version: string; readonly support: SupportType };
  readonly network: ClusterNetwork;
  /** Key of the secrets that Kubernetes keeps. Fixed for the life of the cluster. */
  readonly secretsKeyArn: string;
  /** EKS itself runs and scales nodes. @default node groups of the account */
  readonly autoMode?: AutoMode;
}

export interface AutoMode {
  readonly nodeRoleArn: string;
  /** Key of the volumes of nodes. */
  readonly volumesKeyArn: string;
}

export interface ClusterNetwork {
  /** In two zones or more. */
  readonly subnetIds: readonly string[];
  /** Group of nodes and pods, and of whatever else reaches the endpoint. */
  readonly securityGroupId: string;
}

const allLogs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** ARN of a cluster by its name, for policies that have to be written before it exists. */
export function clusterArn({ account, region }: Pick<Site, "account" | "region">, clusterName: string): string {
  return `arn:aws:eks:${region}:${account}:cluster/${clusterName}`;
}

/**
 * A control plane of EKS, reached inside the VPC only. Its creator does not become its administrator; it has the
 * add-ons it is given and no other.
 *
 * Interfaces of the control plane carry the group of the nodes, so that both reach each other by the rules of the tier.
 * EKS adds its own security group, which allows all outbound traffic; nodes of the account do not use it.
 *
 * Nodes of the account or of EKS: the choice holds for the life of the cluster. Another replaces it, which protection
 * from deletion refuses (at the plan: a file does not know what was applied).
 */
export class Cluster extends Construct {
  /** Refers to the cluster, so that what uses it comes after it. */
  readonly clusterName: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Group that EKS made. Carried by the control plane, and by nodes of Auto Mode that name no other. */
  readonly ownSecurityGroupId: string;
  readonly logGroupName: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const { site, kubernetes, network, secretsKeyArn, autoMode } = props;
    const name = site.names.of("eks-cluster", props.purpose);
    // EKS would make the group itself, without key and end.
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/eks/${name}/cluster`,
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: site.logs.kmsKeyArn,
    });
    const role = new ClusterRole(this, "control-plane", { site, secretsKeyArn, autoMode });
    const mode = new DataResource(this, "compute-mode", { input: { mode: autoMode ? "auto" : "node-groups" } });
    const cluster = new EksCluster(this, "cluster", {
      name,
      roleArn: role.arn,
      version: kubernetes.version,
      upgradePolicy: { supportType: kubernetes.support.toUpperCase() },
      enabledClusterLogTypes: allLogs,
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: secretsKeyArn } },
      vpcConfig: {
        subnetIds: [...network.subnetIds],
        securityGroupIds: [network.securityGroupId],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      // EKS takes all three or none.
      ...(autoMode && {
        computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: autoMode.nodeRoleArn },
        kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
        storageConfig: { blockStorage: { enabled: true } },
      }),
      zonalShiftConfig: { enabled: true },
      lifecycle: {
        preventDestroy: site.deletionProtection,
        // A control plane stays in the zones it was made in: EKS refuses subnets in others. Nodes go to new zones too
        // (docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
        ignoreChanges: ["vpc_config[0].subnet_ids"],
        replaceTriggeredBy: [`${mode.terraformResourceType}.${mode.friendlyUniqueId}`],
      },
      dependsOn: [logGroup, ...role.policies],
    });
    this.clusterName = cluster.name;
    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.ownSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.logGroupName = logGroup.name;
    this.version = cluster.version;
  }
}
