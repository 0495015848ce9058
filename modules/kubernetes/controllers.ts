import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import type { ClusterNames } from "./addons";
import { PodRole, type ServiceAccount } from "./pod-role";

/** Service accounts of the controllers that the delivery pipeline installs. Its Helm values name the same. */
export const controllerAccounts = {
  autoscaler: { namespace: "kube-system", serviceAccount: "cluster-autoscaler" },
  loadBalancing: { namespace: "kube-system", serviceAccount: "aws-load-balancer-controller" },
} as const satisfies Readonly<Record<string, ServiceAccount>>;

export interface ControllersProps {
  readonly site: Site;
  readonly cluster: ClusterNames;
}

/** What the controllers inside a cluster with node groups may do in AWS. Auto Mode has its own. */
export class Controllers extends Construct {
  constructor(scope: Construct, id: string, { site, cluster }: ControllersProps) {
    super(scope, id);
    const allow = (name: keyof typeof controllerAccounts, role: RoleText) => {
      const account = controllerAccounts[name];
      const { arn } = new PodRole(this, role.id, { site, clusterName: cluster.name, serviceAccount: account, ...role });
      new EksPodIdentityAssociation(this, `${role.id}-identity`, {
        clusterName: cluster.reference,
        namespace: account.namespace,
        serviceAccount: account.serviceAccount,
        roleArn: arn,
      });
    };
    allow("autoscaler", {
      id: "autoscaler",
      purpose: "eks-autoscaler",
      description: "Chooses how many nodes the groups of a cluster have.",
      statements: autoscalerStatements(site, cluster.name),
    });
    allow("loadBalancing", {
      id: "load-balancing",
      purpose: "eks-load-balancing",
      description: "Registers pods in target groups.",
      statements: loadBalancingStatements(site),
    });
  }
}

interface RoleText {
  readonly id: string;
  readonly purpose: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * Cluster Autoscaler: it changes the number of nodes of the groups of its cluster, which EKS tags, and starts no machine
 * itself (github.com/kubernetes/autoscaler, cluster-autoscaler/cloudprovider/aws/README.md).
 */
function autoscalerStatements({ account, region }: Site, clusterName: string): PolicyStatement[] {
  return [
    {
      sid: "SeeGroups",
      actions: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      resources: "*",
    },
    {
      sid: "SeeNodeGroups",
      actions: "eks:DescribeNodegroup",
      resources: `arn:aws:eks:${region}:${account}:nodegroup/${clusterName}/*`,
    },
    {
      sid: "ScaleGroups",
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      resources: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/eks-*`,
      conditions: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" } },
    },
  ];
}

/**
 * AWS Load Balancer Controller, as far as it serves TargetGroupBindings: load balancers, listeners and security groups
 * are not its business (kubernetes-sigs.github.io/aws-load-balancer-controller, "Installation").
 */
function loadBalancingStatements({ account, region, names }: Site): PolicyStatement[] {
  return [
    {
      sid: "SeeTargets",
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      resources: "*",
    },
    {
      sid: "RegisterTargets",
      actions: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      resources: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${names.all("target-group")}/*`,
    },
  ];
}
