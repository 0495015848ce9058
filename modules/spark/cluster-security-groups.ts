import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { SiteLocation } from "../../platform/site";

const groups = {
  primary: "The primary node of an EMR cluster",
  workers: "Core and task nodes of an EMR cluster",
  service: "EMR, in the subnet of a cluster",
} as const;
type GroupName = keyof typeof groups;

interface Flow {
  readonly from: GroupName;
  readonly to: GroupName;
  /** TCP port; everything, of any protocol, where it is left out. */
  readonly port?: number;
  readonly why: string;
}

/**
 * What EMR asks of a cluster in a private subnet
 * (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html). EMR adds inbound rules that it misses, and
 * never an outbound one.
 */
const flows: readonly Flow[] = [
  { from: "primary", to: "primary", why: "the primary node with itself" },
  { from: "primary", to: "workers", why: "work for core and task nodes" },
  { from: "workers", to: "primary", why: "reports to the primary node" },
  { from: "workers", to: "workers", why: "HDFS and shuffle" },
  { from: "service", to: "primary", port: 8443, why: "EMR steers the primary node" },
  { from: "service", to: "workers", port: 8443, why: "EMR steers core and task nodes" },
  { from: "primary", to: "service", port: 9443, why: "the primary node reports to EMR" },
  { from: "workers", to: "service", port: 9443, why: "core and task nodes report to EMR" },
];

/**
 * Nodes report what they do to an API of EMR without a VPC endpoint: without that, the cluster neither grows nor ends
 * (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-scaling.html, emr-auto-termination-policy.html).
 */
const callers: readonly GroupName[] = ["primary", "workers"];

export interface ClusterSecurityGroupsProps {
  readonly site: SiteLocation;
  /** Name of the cluster in names, as in "emr-hadoop". */
  readonly purpose: string;
  readonly vpcId: string;
}

/** The security groups of one EMR cluster that EMR manages. No other cluster may share them: its nodes would meet. */
export class ClusterSecurityGroups extends Construct {
  /** What a cluster must wait for: a rule that EMR added first could not be created any more. */
  readonly rules: readonly ITerraformDependable[];
  private readonly groups: Readonly<Record<GroupName, SecurityGroup>>;

  constructor(scope: Construct, id: string, { site, purpose, vpcId }: ClusterSecurityGroupsProps) {
    super(scope, id);
    this.groups = Object.fromEntries(
      Object.entries(groups).map(([name, description]) => [
        name,
        new SecurityGroup(this, name, {
          name: site.names.of("security-group", `${purpose}-${name}`),
          description,
          vpcId,
          // The rules EMR added name the other groups, none of which could be deleted before they are gone.
          revokeRulesOnDelete: true,
          tags: { Name: site.names.of("tag", `${purpose}-${name}`) },
        }),
      ]),
    ) as Record<GroupName, SecurityGroup>;
    this.rules = [...flows.flatMap((flow) => this.connect(flow)), ...callers.map((name) => this.letOut(name))];
  }

  idOf(name: GroupName): string {
    return this.groups[name].id;
  }

  private letOut(name: GroupName): ITerraformDependable {
    return new VpcSecurityGroupEgressRule(this, `${name}-to-internet`, {
      description: "metrics for managed scaling and idle detection",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
      securityGroupId: this.idOf(name),
    });
  }

  private connect({ from, to, port, why }: Flow): ITerraformDependable[] {
    const rule = { description: why, ipProtocol: port ? "tcp" : "-1", fromPort: port, toPort: port };
    return [
      new VpcSecurityGroupEgressRule(this, `${from}-to-${to}`, {
        ...rule,
        securityGroupId: this.idOf(from),
        referencedSecurityGroupId: this.idOf(to),
      }),
      new VpcSecurityGroupIngressRule(this, `${to}-from-${from}`, {
        ...rule,
        securityGroupId: this.idOf(to),
        referencedSecurityGroupId: this.idOf(from),
      }),
    ];
  }
}
