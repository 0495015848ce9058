import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import {
  insightsLogGroup,
  insightsLogs,
  networkStatements,
  observabilityStatements,
  volumeStatements,
} from "./addon-policies";
import { PodRole, type ServiceAccount } from "./pod-role";
import type { AddonName, AddonVersions } from "./versions";

/** Purpose of the role that mounts file systems. */
export const fileSystemsPurpose = "eks-file-systems";

interface AddonsProps {
  readonly site: Site;
  /** The cluster by reference, and by the name that its ARN is written with. */
  readonly cluster: ClusterNames;
  readonly versions: AddonVersions;
}

export interface ClusterNames {
  /** Refers to the cluster, so that what uses it comes after it. */
  readonly reference: string;
  /** Spelled out, for policies. */
  readonly name: string;
}

interface AddonSettings {
  readonly configuration?: object;
  readonly identity?: { readonly serviceAccount: string; readonly role: PodRole };
  readonly after?: readonly ITerraformDependable[];
}

function install(scope: Construct, { cluster, versions }: AddonsProps, name: AddonName, settings: AddonSettings = {}) {
  const { configuration, identity, after = [] } = settings;
  return new EksAddon(scope, name, {
    clusterName: cluster.reference,
    addonName: name,
    addonVersion: versions[name],
    configurationValues: configuration && JSON.stringify(configuration),
    podIdentityAssociation: identity && [{ roleArn: identity.role.arn, serviceAccount: identity.serviceAccount }],
    resolveConflictsOnCreate: "OVERWRITE",
    // The next update overwrites changes made inside the cluster: make settings here.
    resolveConflictsOnUpdate: "OVERWRITE",
    dependsOn: identity ? [...after, identity.role.policy] : [...after],
  });
}

function roleOf(scope: Construct, { site, cluster }: AddonsProps, id: string, account: ServiceAccount, role: RoleText) {
  return new PodRole(scope, id, { site, clusterName: cluster.name, serviceAccount: account, ...role });
}
type RoleText = Pick<ConstructorParameters<typeof PodRole>[2], "purpose" | "description" | "statements">;

/**
 * Add-ons without which no node gets ready: addresses for pods with network policies enforced, services, and the agent
 * that brings pods the credentials of their roles. Node groups come after `all`.
 */
export class NodeAddons extends Construct {
  readonly all: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AddonsProps) {
    super(scope, id);
    const serviceAccount = "aws-node";
    const role = roleOf(
      this,
      props,
      "network",
      { namespace: "kube-system", serviceAccount },
      {
        purpose: "eks-network",
        description: "Gives pods addresses of the VPC.",
        statements: networkStatements(props.site),
      },
    );
    this.all = [
      install(this, props, "eks-pod-identity-agent"),
      install(this, props, "kube-proxy"),
      install(this, props, "vpc-cni", {
        identity: { serviceAccount, role },
        configuration: { enableNetworkPolicy: "true" },
      }),
    ];
  }
}

export interface WorkloadAddonsProps extends AddonsProps {
  /** Key of the volumes that pods claim. @default EKS runs name resolution and volumes itself, as in Auto Mode */
  readonly volumesKeyArn?: string;
  /** What the add-ons need to run: node groups. */
  readonly after: readonly ITerraformDependable[];
}

/** Built-in nodes of Auto Mode take system pods only, which say so. */
const onSystemNodes = { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] };

/**
 * Add-ons that run on nodes: names, volumes, metrics for autoscaling, and CloudWatch with X-Ray. Its agent is in the
 * network of each node: applications send traces to the address of their node, OTLP to 4317 (gRPC) or 4318 (HTTP), X-Ray
 * to 2000.
 */
export class WorkloadAddons extends Construct {
  /** Log groups of Container Insights. */
  readonly logGroupNames: readonly string[];

  constructor(scope: Construct, id: string, props: WorkloadAddonsProps) {
    super(scope, id);
    const { site, cluster, volumesKeyArn, after } = props;
    const auto = volumesKeyArn === undefined;
    if (!auto) {
      install(this, props, "coredns", { after });
      const serviceAccount = "ebs-csi-controller-sa";
      const role = roleOf(
        this,
        props,
        "volumes",
        { namespace: "kube-system", serviceAccount },
        {
          purpose: "eks-volumes",
          description: "Makes, attaches and deletes the volumes that pods claim.",
          statements: volumeStatements(site, volumesKeyArn),
        },
      );
      install(this, props, "aws-ebs-csi-driver", { after, identity: { serviceAccount, role } });
    }
    install(this, props, "metrics-server", { after, configuration: auto ? onSystemNodes : undefined });

    const groups = insightsLogs.map(
      (log) =>
        new CloudwatchLogGroup(this, `insights-${log}`, {
          name: insightsLogGroup(cluster.name, log),
          retentionInDays: site.logs.retentionDays,
          kmsKeyId: site.logs.kmsKeyArn,
        }),
    );
    const serviceAccount = "cloudwatch-agent";
    const role = roleOf(
      this,
      props,
      "observability",
      { namespace: "amazon-cloudwatch", serviceAccount },
      {
        purpose: "eks-observability",
        description: "Writes metrics, logs and traces of a cluster.",
        statements: observabilityStatements(site, cluster.name),
      },
    );
    install(this, props, "amazon-cloudwatch-observability", {
      after: [...after, ...groups],
      identity: { serviceAccount, role },
      configuration: {
        ...(auto && onSystemNodes),
        agent: {
          config: {
            logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } },
            traces: {
              traces_collected: {
                otlp: { grpc_endpoint: "0.0.0.0:4317", http_endpoint: "0.0.0.0:4318" },
                xray: { bind_address: "0.0.0.0:2000", tcp_proxy: { bind_address: "0.0.0.0:2000" } },
              },
            },
          },
        },
      },
    });
    this.logGroupNames = groups.map(({ name }) => name);
  }
}

export interface FileSystemAddonProps extends AddonsProps {
  /** What the driver may do with the file systems that pods mount. */
  readonly statements: readonly PolicyStatement[];
}

/** Mounts file systems of EFS for pods, over TLS and with the role of the driver. */
export class FileSystemAddon extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: FileSystemAddonProps) {
    super(scope, id);
    const serviceAccount = "efs-csi-node-sa";
    const role = roleOf(
      this,
      props,
      "file-systems",
      { namespace: "kube-system", serviceAccount },
      {
        purpose: fileSystemsPurpose,
        description: "Mounts the file systems that pods claim.",
        statements: props.statements,
      },
    );
    install(this, props, "aws-efs-csi-driver", { identity: { serviceAccount, role } });
    this.roleArn = role.arn;
  }
}
