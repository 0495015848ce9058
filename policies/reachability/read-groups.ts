import type { Group, GroupRule } from "./network";
import { type AddressPeer, prefixListPeers, rangePeer } from "./peers";
import { type Args, type Block, type Documents, nameOf, type Reference } from "./terraform";
import { everything, ruleTraffic } from "./traffic";

type Direction = "ingress" | "egress";
interface Draft extends Group {
  readonly ingress: GroupRule[];
  readonly egress: GroupRule[];
}

const groupTypes: ReadonlySet<string> = new Set(["aws_security_group", "aws_default_security_group"]);

/** Types whose resources get a security group of AWS's making that no stack holds. */
const managesGroup: ReadonlySet<string> = new Set(["aws_eks_cluster"]);

/** The security groups of an environment, with rules written inside them or beside them. */
export class SecurityGroups {
  private readonly groups = new Map<Block, Draft>();
  /** VPCs whose default group holds the rules of the stack and no others. */
  private readonly emptiedDefaults: ReadonlySet<Block>;

  constructor(private readonly documents: Documents) {
    this.emptiedDefaults = new Set(documents.ofType("aws_default_security_group").map((block) => this.ownerOf(block)));
    for (const block of documents.ofType(...groupTypes)) {
      for (const direction of ["ingress", "egress"] as const) this.readInline(block, direction);
    }
    for (const direction of ["ingress", "egress"] as const) {
      for (const rule of documents.ofType(`aws_vpc_security_group_${direction}_rule`)) {
        const argument = "referenced_security_group_id";
        this.add(rule, direction, String(rule.args.ip_protocol), [
          ...(rule.args.cidr_ipv4 === undefined ? [] : [rangePeer(documents, rule, rule.args.cidr_ipv4)]),
          ...prefixListPeers(documents, rule, "prefix_list_id"),
          ...this.peersNamed(rule, argument),
        ]);
      }
    }
    for (const rule of documents.ofType("aws_security_group_rule")) {
      const peers = [...this.legacyPeers(rule), ...this.peersNamed(rule, "source_security_group_id")];
      this.add(rule, rule.args.type as Direction, String(rule.args.protocol), peers);
    }
  }

  all(): readonly Group[] {
    return [...this.groups.values()];
  }

  /** The groups that a value names. @throws Error when a part of it is no security group of a stack */
  named(from: Block, value: unknown): readonly Group[] {
    return [value].flat().flatMap((item) => {
      const references = this.documents.references(from.stack, item);
      if (references.length > 0) return references.map((reference) => this.group(reference));
      throw new Error(`${nameOf(from)} names the security group ${JSON.stringify(item)}, which no stack holds.`);
    });
  }

  /** The group AWS makes for a resource by itself, when it is of such a type. */
  managedBy(block: Block): readonly Group[] {
    return managesGroup.has(block.type) ? [this.group({ block, attribute: "security_group_id" })] : [];
  }

  private group({ block, attribute }: Reference): Draft {
    if (!groupTypes.has(block.type) && !attribute.includes("security_group")) {
      throw new Error(`${nameOf(block)} is taken for a security group by its ${attribute}.`);
    }
    const owner = this.ownerOf(block);
    const known = this.groups.get(owner);
    if (known) return known;
    const group: Draft = { name: this.label(owner), ingress: [], egress: [] };
    this.groups.set(owner, group);
    // AWS opens the groups it makes itself: in from their own members, out to everywhere.
    if (!groupTypes.has(block.type) && !this.emptiedDefaults.has(owner)) {
      group.ingress.push({ traffic: everything, peer: groupPeer(group) });
      group.egress.push({ traffic: everything, peer: rangePeer(this.documents, owner, "0.0.0.0/0") });
    }
    return group;
  }

  /** The default group of a VPC goes by the VPC, whichever way it is named. */
  private ownerOf(block: Block): Block {
    return block.type === "aws_default_security_group" ? this.documents.block(block, "vpc_id", "aws_vpc") : block;
  }

  private label(owner: Block): string {
    if (owner.type === "aws_vpc") return "default";
    const layer = owner.stack.slice(this.documents.environment.length + 1);
    const outputs = layer === "network" ? this.documents.outputsOf(owner.stack) : [];
    for (const [output, references] of outputs) {
      if (output.endsWith("_security_group_id") && references.some(({ block }) => block === owner)) {
        return output.replace(/_security_group_id$/, "");
      }
    }
    return `${layer}/${owner.id}`;
  }

  private readInline(block: Block, direction: Direction): void {
    const group = this.group({ block, attribute: "id" });
    const rules = Array.isArray(block.args[direction]) ? (block.args[direction] as Args[]) : [];
    for (const args of rules) {
      const rule = { ...block, args };
      const groups = args.security_groups === undefined ? [] : this.named(rule, args.security_groups);
      const peers = [...this.legacyPeers(rule), ...groups.map((peer) => groupPeer(peer))];
      push(group, direction, String(args.protocol), args, args.self === true ? [...peers, groupPeer(group)] : peers);
    }
  }

  private legacyPeers(rule: Block): readonly AddressPeer[] {
    const ranges = [rule.args.cidr_blocks ?? []].flat().map((cidr) => rangePeer(this.documents, rule, cidr));
    return [...ranges, ...prefixListPeers(this.documents, rule, "prefix_list_ids")];
  }

  private peersNamed(rule: Block, argument: string): readonly GroupRule["peer"][] {
    const value = rule.args[argument];
    return value === undefined ? [] : this.named(rule, value).map(groupPeer);
  }

  private add(rule: Block, direction: Direction, protocol: string, peers: readonly GroupRule["peer"][]): void {
    for (const group of this.named(rule, rule.args.security_group_id) as readonly Draft[]) {
      push(group, direction, protocol, rule.args, rule.args.self === true ? [...peers, groupPeer(group)] : peers);
    }
  }
}

function groupPeer(group: Group): GroupRule["peer"] {
  return { kind: "group", group };
}

function push(
  group: Draft,
  direction: Direction,
  protocol: string,
  args: Args,
  peers: readonly GroupRule["peer"][],
): void {
  const traffic = ruleTraffic(protocol, args.from_port, args.to_port);
  group[direction].push(...peers.map((peer) => ({ traffic, peer })));
}
