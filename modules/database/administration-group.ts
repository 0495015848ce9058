import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { SiteLocation } from "../../platform/site";

export interface AdministrationGroupProps {
  readonly site: SiteLocation;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly vpcId: string;
  /** Security group of the database. */
  readonly databaseGroupId: string;
  /** Security group of the interface endpoints, Secrets Manager's among them. */
  readonly endpointsGroupId: string;
}

/** The security group of the functions that administer a database. They reach it and Secrets Manager, and nothing else. */
export class AdministrationGroup extends Construct {
  readonly groupId: string;

  constructor(scope: Construct, id: string, props: AdministrationGroupProps) {
    super(scope, id);
    const { site, purpose, vpcId, databaseGroupId, endpointsGroupId } = props;
    const group = new SecurityGroup(this, "group", {
      name: site.names.of("security-group", `${purpose}-administration`),
      description: `Functions that administer the database ${purpose}`,
      vpcId,
      tags: { Name: site.names.of("tag", `${purpose}-administration`) },
    });
    const flows = [
      { to: "database", groupId: databaseGroupId, port: 5432, description: "administration of the database" },
      { to: "endpoints", groupId: endpointsGroupId, port: 443, description: "secrets of the database" },
    ];
    for (const { to, groupId, port, description } of flows) {
      const rule = { description, ipProtocol: "tcp", fromPort: port, toPort: port };
      new VpcSecurityGroupEgressRule(this, `to-${to}`, {
        ...rule,
        securityGroupId: group.id,
        referencedSecurityGroupId: groupId,
      });
      new VpcSecurityGroupIngressRule(this, `${to}-from`, {
        ...rule,
        securityGroupId: groupId,
        referencedSecurityGroupId: group.id,
      });
    }
    this.groupId = group.id;
  }
}
