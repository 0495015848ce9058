import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { encryptVolumes } from "../encryption/grants";
import { type PolicyStatement, policyDocument } from "../identity/policy-document";

/** What the role of a control plane is for, in its name. The policy of the key of secrets goes by it. */
export const clusterRolePurpose = "eks-cluster";

export interface ClusterRoleProps {
  readonly site: Site;
  readonly secretsKeyArn: string;
  /** EKS runs nodes, volumes and load balancers itself. @default the account does */
  readonly autoMode?: { readonly volumesKeyArn: string };
}

/** What Auto Mode does with the role. AWS adds to these as Auto Mode grows (eks/latest/userguide/auto-cluster-iam-role.html). */
const autoModePolicies = ["BlockStorage", "Compute", "LoadBalancing", "Networking"];

/** The role of a control plane. It makes no load balancer: target groups and their listeners are built with the layers. */
export class ClusterRole extends Construct {
  readonly arn: string;
  /** What the cluster must wait for, and is destroyed before. */
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterRoleProps) {
    super(scope, id);
    const { site, autoMode } = props;
    const role = new IamRole(this, "role", {
      name: site.names.of("iam-role", clusterRolePurpose),
      description: "The control plane of EKS.",
      permissionsBoundary: site.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "AssumedByService",
          principal: { service: "eks.amazonaws.com" },
          // Auto Mode names the cluster in tags of the session.
          actions: autoMode ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole",
        },
      ]),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: policyDocument(statements(props)),
    });
    const attached = (autoMode ? autoModePolicies : []).map(
      (name) =>
        new IamRolePolicyAttachment(this, name.toLowerCase(), {
          role: role.name,
          policyArn: `arn:aws:iam::aws:policy/AmazonEKS${name}Policy`,
        }),
    );
    this.arn = role.arn;
    this.policies = [policy, ...attached];
  }
}

/**
 * The least that a control plane needs (docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html). Policies of AWS
 * for Auto Mode leave the key of volumes out (…/auto-kms.html).
 */
function statements({ site, secretsKeyArn, autoMode }: ClusterRoleProps): PolicyStatement[] {
  return [
    {
      sid: "TagNodes",
      actions: "ec2:CreateTags",
      resources: `arn:aws:ec2:${site.region}:${site.account}:instance/*`,
      conditions: { "ForAnyValue:StringLike": { "aws:TagKeys": "kubernetes.io/cluster/*" } },
    },
    {
      sid: "SeeNodes",
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeInstanceTopology",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeVpcs",
      ],
      resources: "*",
    },
    {
      sid: "EncryptSecrets",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
      resources: secretsKeyArn,
    },
    ...(autoMode ? encryptVolumes(site.region, autoMode.volumesKeyArn) : []),
  ];
}
