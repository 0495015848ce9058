import { addressRange } from "./addresses";
import { type Acl, type AclRule, openAcl } from "./network";
import type { Args, Block, Documents } from "./terraform";
import { restricted, ruleTraffic } from "./traffic";

type Direction = "ingress" | "egress";

/** Finds the network ACL of a subnet: the one that names it, else the VPC's default. */
export class NetworkAcls {
  private readonly aclOfSubnet = new Map<Block, Acl>();
  private readonly defaultAcl = new Map<Block, Acl>();

  constructor(private readonly documents: Documents) {
    for (const block of documents.ofType("aws_default_network_acl")) {
      this.defaultAcl.set(documents.block(block, "default_network_acl_id", "aws_vpc"), this.read(block));
    }
    for (const block of documents.ofType("aws_network_acl", "aws_default_network_acl")) {
      const acl = this.read(block);
      for (const subnet of documents.blocks(block, "subnet_ids", "aws_subnet")) this.aclOfSubnet.set(subnet, acl);
    }
    for (const block of documents.ofType("aws_network_acl_association")) {
      const acl = this.read(documents.block(block, "network_acl_id", "aws_network_acl"));
      this.aclOfSubnet.set(documents.block(block, "subnet_id", "aws_subnet"), acl);
    }
  }

  of(subnet: Block, vpc: Block): Acl {
    return this.aclOfSubnet.get(subnet) ?? this.defaultAcl.get(vpc) ?? openAcl;
  }

  all(): readonly Acl[] {
    return [...this.aclOfSubnet.values(), ...this.defaultAcl.values()];
  }

  private read(acl: Block): Acl {
    return { ingress: this.rules(acl, "ingress"), egress: this.rules(acl, "egress") };
  }

  private rules(acl: Block, direction: Direction): readonly AclRule[] {
    const { documents } = this;
    const inline = Array.isArray(acl.args[direction]) ? (acl.args[direction] as Args[]) : [];
    const separate = documents
      .ofType("aws_network_acl_rule")
      .filter((rule) => (rule.args.egress === true) === (direction === "egress"))
      .filter((rule) => documents.block(rule, "network_acl_id", "aws_network_acl") === acl);
    return [
      ...inline.map((args) => this.rule({ ...acl, args }, "rule_no", "action")),
      ...separate.map((rule) => this.rule(rule, "rule_number", "rule_action")),
    ]
      .filter((rule) => rule !== undefined)
      .sort((left, right) => left.number - right.number);
  }

  /** A rule for IPv6 says nothing: no VPC has it. */
  private rule(block: Block, number: string, action: string): AclRule | undefined {
    const { args } = block;
    if (args.cidr_block === undefined) return undefined;
    const protocol = String(args.protocol);
    const allow = args[action] === "allow";
    const isIcmp = args.icmp_type !== undefined;
    const traffic = isIcmp
      ? ruleTraffic(protocol, args.icmp_type, args.icmp_code)
      : ruleTraffic(protocol, args.from_port, args.to_port);
    return {
      number: Number(args[number]),
      allow,
      range: addressRange(this.documents.text(block, args.cidr_block)),
      traffic: allow || protocol === "-1" ? traffic : deniedForSure(traffic),
    };
  }
}

/** A rule that denies one ICMP type or one further protocol does not deny the others it is counted with. */
function deniedForSure(traffic: AclRule["traffic"]): AclRule["traffic"] {
  return restricted(traffic, (protocol) => protocol === "tcp" || protocol === "udp");
}
