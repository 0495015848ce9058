import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface HealthCheckGroupProps {
  readonly site: Site;
  readonly vpcId: string;
}

/**
 * Security group that lets the health checkers of Route 53 in. One by itself: a rule counts as many times as its prefix
 * list is heavy, and that of CloudFront takes 55 of the 60 rules that a group may have
 * (docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html).
 */
export class HealthCheckGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { site, vpcId }: HealthCheckGroupProps) {
    super(scope, id);
    const checkers = new DataAwsEc2ManagedPrefixList(this, "checkers", {
      name: `com.amazonaws.${site.region}.route53-healthchecks`,
    });
    const group = new SecurityGroup(this, "group", {
      name: site.names.of("security-group", "edge-health-checks"),
      description: "Load balancers that Route 53 checks",
      vpcId,
      tags: { Name: site.names.of("tag", "edge-health-checks") },
    });
    new VpcSecurityGroupIngressRule(this, "from-checkers", {
      securityGroupId: group.id,
      description: "health checks of Route 53",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      prefixListId: checkers.id,
    });
    this.id = group.id;
  }
}
