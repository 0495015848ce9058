import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface MeshLoadBalancerProps {
  readonly site: Site;
  /** Name of the service; part of its name. */
  readonly service: string;
  readonly placement: LoadBalancerPlacement;
  /** Target group of the pods, which is behind no other load balancer, and their TCP port: it listens on the same. */
  readonly pods: { readonly targetGroupArn: string; readonly port: number };
}

export interface LoadBalancerPlacement {
  /**
   * In two zones or more. Their network ACL has to take requests from, and let answers out to, addresses that it cannot
   * name: those of a prefix list of VPC Lattice (docs.aws.amazon.com/vpc-lattice/latest/ug/network-acls.html).
   */
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/**
 * An internal Application Load Balancer between VPC Lattice and the pods of a service: nothing in a cluster registers
 * pods in a target group of Lattice that Terraform made, and a TargetGroupBinding does in one of Elastic Load Balancing.
 * One for each service: at most two target groups of Lattice may have the same one
 * (docs.aws.amazon.com/vpc-lattice/latest/ug/alb-target.html).
 */
export class MeshLoadBalancer extends Construct {
  readonly arn: string;
  /** What has to be there before Lattice takes it as a target. */
  readonly listener: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MeshLoadBalancerProps) {
    super(scope, id);
    const { site, service, placement, pods } = props;
    const loadBalancer = new Lb(this, "lb", {
      name: site.names.of("load-balancer", `${service}-mesh`),
      loadBalancerType: "application",
      internal: true,
      subnets: [...placement.subnetIds],
      securityGroups: [placement.securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: site.deletionProtection,
    });
    this.listener = new LbListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      port: pods.port,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: pods.targetGroupArn }],
    });
    this.arn = loadBalancer.arn;
  }
}
