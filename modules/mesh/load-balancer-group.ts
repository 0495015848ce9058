import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { workloadPorts } from "../network/workload-ports";

export interface LoadBalancerGroupProps {
  readonly site: Site;
  /** What the load balancers are for, as in "mesh"; part of the name. */
  readonly purpose: string;
  readonly vpcId: string;
  /** Security group of the pods. */
  readonly podsSecurityGroupId: string;
}

/** Security group of the load balancers of a mesh: VPC Lattice reaches them, they reach pods, and nothing else does. */
export class LoadBalancerGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: LoadBalancerGroupProps) {
    super(scope, id);
    const { site, vpcId, podsSecurityGroupId } = props;
    const purpose = `${props.purpose}-load-balancers`;
    const lattice = new DataAwsEc2ManagedPrefixList(this, "lattice", {
      name: `com.amazonaws.${site.region}.vpc-lattice`,
    });
    const group = new SecurityGroup(this, "group", {
      name: site.names.of("security-group", purpose),
      description: "Load balancers between VPC Lattice and pods",
      vpcId,
      tags: { Name: site.names.of("tag", purpose) },
    });
    const [fromPort, toPort] = workloadPorts;
    const ports = { ipProtocol: "tcp", fromPort, toPort };
    const toPods = { ...ports, description: "requests and health checks to pods" };
    new VpcSecurityGroupIngressRule(this, "from-lattice", {
      ...ports,
      securityGroupId: group.id,
      description: "requests from VPC Lattice",
      prefixListId: lattice.id,
    });
    new VpcSecurityGroupEgressRule(this, "to-pods", {
      ...toPods,
      securityGroupId: group.id,
      referencedSecurityGroupId: podsSecurityGroupId,
    });
    new VpcSecurityGroupIngressRule(this, "pods-from-group", {
      ...toPods,
      securityGroupId: podsSecurityGroupId,
      referencedSecurityGroupId: group.id,
    });
    this.id = group.id;
  }
}
