import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface JenkinsFrontProps {
  readonly site: Site;
  /** Whole host name, in the private zone. */
  readonly host: { readonly name: string; readonly zoneId: string; readonly certificateArn: string };
  readonly network: {
    readonly vpcId: string;
    /** Addresses that reach it. */
    readonly vpcCidr: string;
    readonly subnetIds: readonly string[];
    /** Group of the pods. */
    readonly podsSecurityGroupId: string;
  };
  /** Cluster in Auto Mode that registers the pod. @default a controller of the account does */
  readonly autoModeCluster?: string;
}

/** TCP port of the controller. */
export const jenkinsPort = 8080;

const purpose = "jenkins";

/** How people reach a Jenkins controller: over HTTPS, from inside the VPC, and in no other way. */
export class JenkinsFront extends Construct {
  readonly targetGroupArn: string;
  readonly loadBalancerArn: string;

  constructor(scope: Construct, id: string, props: JenkinsFrontProps) {
    super(scope, id);
    const { site, host, network } = props;
    const targetGroup = new LbTargetGroup(this, "target-group", {
      name: site.names.of("target-group", purpose),
      targetType: "ip",
      port: jenkinsPort,
      protocol: "HTTP",
      vpcId: network.vpcId,
      healthCheck: { path: "/login", matcher: "200", interval: 15, timeout: 5 },
      ...(props.autoModeCluster !== undefined && { tags: { "eks:eks-cluster-name": props.autoModeCluster } }),
    });
    const loadBalancer = new Lb(this, "load-balancer", {
      name: site.names.of("load-balancer", purpose),
      loadBalancerType: "application",
      internal: true,
      subnets: [...network.subnetIds],
      securityGroups: [this.group(site, network)],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: site.deletionProtection,
    });
    new LbListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: host.certificateArn,
      defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    });
    new Route53Record(this, "record", {
      zoneId: host.zoneId,
      name: host.name,
      type: "A",
      alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true },
    });
    this.targetGroupArn = targetGroup.arn;
    this.loadBalancerArn = loadBalancer.arn;
  }

  private group(site: Site, { vpcId, vpcCidr, podsSecurityGroupId }: JenkinsFrontProps["network"]): string {
    const group = new SecurityGroup(this, "group", {
      name: site.names.of("security-group", purpose),
      description: "Load balancer in front of Jenkins",
      vpcId,
      tags: { Name: site.names.of("tag", purpose) },
    });
    new VpcSecurityGroupIngressRule(this, "from-vpc", {
      securityGroupId: group.id,
      description: "HTTPS from inside the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: vpcCidr,
    });
    const toPod = { ipProtocol: "tcp", fromPort: jenkinsPort, toPort: jenkinsPort, description: "requests to Jenkins" };
    new VpcSecurityGroupEgressRule(this, "to-pod", {
      ...toPod,
      securityGroupId: group.id,
      referencedSecurityGroupId: podsSecurityGroupId,
    });
    new VpcSecurityGroupIngressRule(this, "pod-from-group", {
      ...toPod,
      securityGroupId: podsSecurityGroupId,
      referencedSecurityGroupId: group.id,
    });
    return group.id;
  }
}
