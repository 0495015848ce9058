import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { VpclatticeAccessLogSubscription } from "@cdktf/provider-aws/lib/vpclattice-access-log-subscription";
import { VpclatticeAuthPolicy } from "@cdktf/provider-aws/lib/vpclattice-auth-policy";
import { VpclatticeServiceNetwork } from "@cdktf/provider-aws/lib/vpclattice-service-network";
import { VpclatticeServiceNetworkVpcAssociation } from "@cdktf/provider-aws/lib/vpclattice-service-network-vpc-association";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { callersOnly } from "./auth-policy";

export interface ServiceNetworkProps {
  readonly site: Site;
  /** What the network is for, as in "mesh"; part of its names. */
  readonly purpose: string;
  readonly vpcId: string;
  /** Security group of the callers. */
  readonly clientSecurityGroupId: string;
}

/**
 * A service network of VPC Lattice that one VPC is in. It accepts signed requests of roles of its account, from one
 * security group, and logs each. What a caller may reach is up to the auth policy of each service.
 */
export class ServiceNetwork extends Construct {
  readonly id: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: ServiceNetworkProps) {
    super(scope, id);
    const { site, purpose, vpcId, clientSecurityGroupId } = props;
    const { names, logs } = site;
    const network = new VpclatticeServiceNetwork(this, "network", {
      name: names.of("lattice-network", purpose),
      authType: "AWS_IAM",
    });
    new VpclatticeAuthPolicy(this, "auth", {
      resourceIdentifier: network.arn,
      policy: callersOnly(site, [`arn:aws:iam::${site.account}:role/${names.all("iam-role")}`]),
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", purpose),
      retentionInDays: logs.retentionDays,
      kmsKeyId: logs.kmsKeyArn,
    });
    new VpclatticeAccessLogSubscription(this, "access-logs", {
      resourceIdentifier: network.arn,
      destinationArn: logGroup.arn,
    });
    const group = new SecurityGroup(this, "clients", {
      name: names.of("security-group", purpose),
      description: "Who may call services of the mesh",
      vpcId,
      tags: { Name: names.of("tag", purpose) },
    });
    new VpcSecurityGroupIngressRule(this, "from-clients", {
      securityGroupId: group.id,
      description: "HTTPS from callers",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      referencedSecurityGroupId: clientSecurityGroupId,
    });
    new VpclatticeServiceNetworkVpcAssociation(this, "vpc", {
      serviceNetworkIdentifier: network.id,
      vpcIdentifier: vpcId,
      securityGroupIds: [group.id],
    });
    this.id = network.id;
    this.logGroupName = logGroup.name;
  }
}
