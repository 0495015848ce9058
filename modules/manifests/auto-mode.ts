import { KubeConfigMap } from "cdk8s-plus-34/lib/imports/k8s";
import { type Architecture, architectureLabels } from "../kubernetes/instance-types";
import { type CustomManifest, type Manifest, placeholder } from "./manifest";
import { generalPool } from "./pods";

export interface AutoModeProps {
  /** Name of the role of nodes. */
  readonly nodeRole: string;
  /** Tags that the subnets of nodes have, and no others. */
  readonly subnetTags: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  /** Of the images that nodes run. */
  readonly architectures: readonly Architecture[];
  /** Most that all nodes of the pool have together. */
  readonly limits: { readonly cores: number; readonly memoryGiB: number };
}

/**
 * Nodes that EKS runs in Auto Mode: machines in the application subnets, with the security group of the tier
 * and disks under the key of volumes. Network policies are enforced once the ConfigMap is there
 * (docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html).
 */
export function autoModeManifests(props: AutoModeProps): Manifest[] {
  const { nodeRole, subnetTags, zones, architectures, limits } = props;
  const name = "general";
  const nodeClass: CustomManifest = {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name },
    spec: {
      role: nodeRole,
      subnetSelectorTerms: [{ tags: subnetTags }],
      securityGroupSelectorTerms: [{ id: placeholder("SECURITY_GROUP_ID") }],
      ephemeralStorage: { size: "80Gi", kmsKeyID: placeholder("VOLUMES_KEY_ARN") },
      // Namespaces of services deny for themselves; add-ons bring no policies.
      networkPolicy: "DefaultAllow",
      networkPolicyEventLogs: "Enabled",
    },
  };
  const nodePool: CustomManifest = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: {
      template: {
        metadata: { labels: generalPool },
        spec: {
          nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name },
          requirements: [
            within(
              "kubernetes.io/arch",
              architectures.map((architecture) => architectureLabels[architecture]),
            ),
            within("karpenter.sh/capacity-type", ["on-demand"]),
            within("topology.kubernetes.io/zone", zones),
            within("eks.amazonaws.com/instance-category", ["c", "m", "r"]),
            within("eks.amazonaws.com/instance-generation", ["6", "7", "8"]),
          ],
          // EKS replaces a node after 21 days at the latest.
          expireAfter: "336h",
        },
      },
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "5m",
        budgets: [{ nodes: "10%" }],
      },
      limits: { cpu: String(limits.cores), memory: `${limits.memoryGiB}Gi` },
    },
  };
  return [
    KubeConfigMap.manifest({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    }),
    nodeClass,
    nodePool,
  ];
}

function within(key: string, values: readonly string[]) {
  return { key, operator: "In", values };
}
