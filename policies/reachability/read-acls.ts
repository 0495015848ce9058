import type { Resource } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import { addressRange } from "./addresses";
import { type EnvironmentResources, knownText, referredResource, referredResources } from "./environment-resources";
import { type Acl, type AclRule, openAcl } from "./network";
import { restricted, ruleTraffic } from "./traffic";

type Direction = "ingress" | "egress";

/** Finds the network ACL of a subnet: the one that names it, else the VPC's default. */
export class NetworkAcls {
  private readonly aclOfSubnet = new Map<Resource, Acl>();
  private readonly defaultAcl = new Map<Resource, Acl>();

  constructor(private readonly resources: EnvironmentResources) {
    for (const resource of resources.ofType("aws_default_network_acl")) {
      this.defaultAcl.set(referredResource(resource, "default_network_acl_id", "aws_vpc"), this.read(resource));
    }
    for (const resource of resources.ofType("aws_network_acl", "aws_default_network_acl")) {
      const acl = this.read(resource);
      for (const subnet of referredResources(resource, "subnet_ids", "aws_subnet")) this.aclOfSubnet.set(subnet, acl);
    }
    for (const resource of resources.ofType("aws_network_acl_association")) {
      const acl = this.read(referredResource(resource, "network_acl_id", "aws_network_acl"));
      this.aclOfSubnet.set(referredResource(resource, "subnet_id", "aws_subnet"), acl);
    }
  }

  of(subnet: Resource, vpc: Resource): Acl {
    return this.aclOfSubnet.get(subnet) ?? this.defaultAcl.get(vpc) ?? openAcl;
  }

  all(): readonly Acl[] {
    return [...this.aclOfSubnet.values(), ...this.defaultAcl.values()];
  }

  private read(acl: Resource): Acl {
    return { ingress: this.rules(acl, "ingress"), egress: this.rules(acl, "egress") };
  }

  private rules(acl: Resource, direction: Direction): readonly AclRule[] {
    const { resources } = this;
    const inline = Array.isArray(acl.block[direction]) ? (acl.block[direction] as Block[]) : [];
    const separate = resources
      .ofType("aws_network_acl_rule")
      .filter((rule) => (rule.block.egress === true) === (direction === "egress"))
      .filter((rule) => referredResource(rule, "network_acl_id", "aws_network_acl") === acl);
    return [
      ...inline.map((block) => this.rule({ ...acl, block }, "rule_no", "action")),
      ...separate.map((rule) => this.rule(rule, "rule_number", "rule_action")),
    ]
      .filter((rule) => rule !== undefined)
      .sort((left, right) => left.number - right.number);
  }

  /** A rule for IPv6 says nothing: no VPC has it. */
  private rule(resource: Resource, number: string, action: string): AclRule | undefined {
    const { block } = resource;
    if (block.cidr_block === undefined) return undefined;
    const protocol = String(block.protocol);
    const allow = block[action] === "allow";
    const isIcmp = block.icmp_type !== undefined;
    const traffic = isIcmp
      ? ruleTraffic(protocol, block.icmp_type, block.icmp_code)
      : ruleTraffic(protocol, block.from_port, block.to_port);
    return {
      number: Number(block[number]),
      allow,
      range: addressRange(knownText(resource, block.cidr_block)),
      traffic: allow || protocol === "-1" ? traffic : deniedForSure(traffic),
    };
  }
}

/** A rule that denies one ICMP type or one further protocol does not deny the others it is counted with. */
function deniedForSure(traffic: AclRule["traffic"]): AclRule["traffic"] {
  return restricted(traffic, (protocol) => protocol === "tcp" || protocol === "udp");
}
