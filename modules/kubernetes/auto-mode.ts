import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface AutoModeNodesProps {
  /** Group of the system nodes, which EKS made. */
  readonly ownSecurityGroupId: string;
  /** Group that the NodeClasses of the manifests name: that of the tier. */
  readonly securityGroupId: string;
}

/**
 * Lets the nodes that the manifests ask for and the system nodes of a cluster in Auto Mode reach each other: system
 * nodes carry the group of EKS, since no NodeClass of the manifests is theirs. The role of both may join: EKS lets in
 * the one that it runs system nodes with.
 */
export class AutoModeNodes extends Construct {
  constructor(scope: Construct, id: string, props: AutoModeNodesProps) {
    super(scope, id);
    const { ownSecurityGroupId, securityGroupId } = props;
    const everything = { ipProtocol: "-1" };
    new VpcSecurityGroupIngressRule(this, "from-system", {
      ...everything,
      description: "system pods to workloads",
      securityGroupId,
      referencedSecurityGroupId: ownSecurityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, "to-system", {
      ...everything,
      description: "workloads to system pods",
      securityGroupId,
      referencedSecurityGroupId: ownSecurityGroupId,
    });
    new VpcSecurityGroupIngressRule(this, "system-from-workloads", {
      ...everything,
      description: "workloads to system pods",
      securityGroupId: ownSecurityGroupId,
      referencedSecurityGroupId: securityGroupId,
    });
  }
}
