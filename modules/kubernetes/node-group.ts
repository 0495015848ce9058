import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { architectureOf } from "./instance-types";

export interface NodeGroupProps {
  readonly site: Site;
  /** What its pods are, as in "general"; name of the group and label `platform/pool` of its nodes. */
  readonly purpose: string;
  /** The cluster, by references: the group comes after it. */
  readonly cluster: { readonly clusterName: string; readonly version: string; readonly nodeRoleArn: string };
  readonly machines: Machines;
  readonly placement: NodePlacement;
  readonly scale: NodeScale;
  /** What nodes need to get ready: the policy of their role, and the add-ons without which none does. */
  readonly after: readonly ITerraformDependable[];
}

export interface Machines {
  /** Of one architecture, as in "m7g.large"; EC2 chooses one it has. */
  readonly instanceTypes: readonly string[];
  /** GiB of the root volume. */
  readonly volumeGiB: number;
  /** Key of the root volume. */
  readonly volumesKeyArn: string;
  /** Nodes have GPUs of NVIDIA, and take only pods that tolerate the taint `nvidia.com/gpu`. @default false */
  readonly gpu?: boolean;
}

export interface NodePlacement {
  /** One per zone. */
  readonly subnetIds: readonly string[];
  /** The only group of nodes and of their pods. */
  readonly securityGroupId: string;
}

export interface NodeScale {
  /** Nodes at the start as well: from then on the autoscaler chooses, between the two. */
  readonly min: number;
  readonly max: number;
  /** Share of the nodes that an update takes at a time, in percent. */
  readonly updatePercent: number;
}

const images = {
  arm64: "AL2023_ARM_64_STANDARD",
  x86_64: "AL2023_x86_64_STANDARD",
  gpu: "AL2023_x86_64_NVIDIA",
} as const;

/** First device of Amazon Linux. */
const rootDevice = "/dev/xvda";

/** Nodes that EKS starts, updates one share after another, and replaces when they are ill. */
export class NodeGroup extends Construct {
  readonly resource: EksNodeGroup;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { site, purpose, cluster, machines, placement, scale } = props;
    const name = site.names.of("eks-nodegroup", purpose);
    const [firstType = ""] = machines.instanceTypes;
    const template = new LaunchTemplate(this, "launch-template", {
      name: site.names.of("launch-template", `eks-${purpose}`),
      updateDefaultVersion: true,
      vpcSecurityGroupIds: [placement.securityGroupId],
      // One hop: the node itself, and no pod with its own network namespace.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: rootDevice,
          ebs: {
            volumeType: "gp3",
            volumeSize: machines.volumeGiB,
            encrypted: "true",
            kmsKeyId: machines.volumesKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags: { Name: name } })),
    });
    this.resource = new EksNodeGroup(this, "node-group", {
      clusterName: cluster.clusterName,
      nodeGroupName: name,
      nodeRoleArn: cluster.nodeRoleArn,
      version: cluster.version,
      subnetIds: [...placement.subnetIds],
      amiType: machines.gpu ? images.gpu : images[architectureOf(firstType)],
      capacityType: "ON_DEMAND",
      instanceTypes: [...machines.instanceTypes],
      launchTemplate: { id: template.id, version: `\${${template.fqn}.latest_version}` },
      scalingConfig: { minSize: scale.min, maxSize: scale.max, desiredSize: scale.min },
      updateConfig: { maxUnavailablePercentage: scale.updatePercent },
      nodeRepairConfig: { enabled: true },
      labels: { "platform/pool": purpose },
      taint: machines.gpu ? [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }] : undefined,
      // What the autoscaler chose.
      lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
      dependsOn: [...props.after],
    });
  }
}
