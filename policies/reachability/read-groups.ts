import type { Resource } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import { type Target, targetsIn } from "../../synthesized/target";
import { type EnvironmentResources, nameOf, referredResource } from "./environment-resources";
import type { Group, GroupRule } from "./network";
import { type AddressPeer, prefixListPeers, rangePeer } from "./peers";
import { everything, ruleTraffic } from "./traffic";

type Direction = "ingress" | "egress";
interface Draft extends Group {
  readonly ingress: GroupRule[];
  readonly egress: GroupRule[];
}

const groupTypes: ReadonlySet<string> = new Set(["aws_security_group", "aws_default_security_group"]);

/** Types whose resources get a security group of AWS's making that no stack holds. */
const managesGroup: ReadonlySet<string> = new Set(["aws_eks_cluster"]);

/** The security groups of an environment, with inline rules and separate ones. */
export class SecurityGroups {
  private readonly groups = new Map<Resource, Draft>();
  /** VPCs whose default group holds the rules of the stack and no others. */
  private readonly emptiedDefaults: ReadonlySet<Resource>;

  constructor(resources: EnvironmentResources) {
    this.emptiedDefaults = new Set(
      resources.ofType("aws_default_security_group").map((resource) => this.ownerOf(resource)),
    );
    for (const resource of resources.ofType(...groupTypes)) {
      for (const direction of ["ingress", "egress"] as const) this.readInline(resource, direction);
    }
    for (const direction of ["ingress", "egress"] as const) {
      for (const rule of resources.ofType(`aws_vpc_security_group_${direction}_rule`)) {
        const argument = "referenced_security_group_id";
        this.add(rule, direction, String(rule.block.ip_protocol), [
          ...(rule.block.cidr_ipv4 === undefined ? [] : [rangePeer(rule, rule.block.cidr_ipv4)]),
          ...prefixListPeers(rule, "prefix_list_id"),
          ...this.peersNamed(rule, argument),
        ]);
      }
    }
    for (const rule of resources.ofType("aws_security_group_rule")) {
      const peers = [...this.legacyPeers(rule), ...this.peersNamed(rule, "source_security_group_id")];
      this.add(rule, rule.block.type as Direction, String(rule.block.protocol), peers);
    }
  }

  all(): readonly Group[] {
    return [...this.groups.values()];
  }

  /** The groups that a value names. @throws Error when a part of it is no security group of a stack */
  named(from: Resource, value: unknown): readonly Group[] {
    return [value].flat().flatMap((item) => {
      const references = targetsIn(from.stack, item);
      if (references.length > 0) return references.map((reference) => this.group(reference));
      throw new Error(`${nameOf(from)} names the security group ${JSON.stringify(item)}, which no stack holds.`);
    });
  }

  /** The group AWS makes for a resource by itself, when it is of such a type. */
  managedBy(resource: Resource): readonly Group[] {
    return managesGroup.has(resource.type) ? [this.group({ resource, attribute: "security_group_id" })] : [];
  }

  private group({ resource, attribute }: Target): Draft {
    if (!groupTypes.has(resource.type) && !attribute.includes("security_group")) {
      throw new Error(`${nameOf(resource)} is taken for a security group by its ${attribute}.`);
    }
    const owner = this.ownerOf(resource);
    const known = this.groups.get(owner);
    if (known) return known;
    const group: Draft = { name: this.label(owner), ingress: [], egress: [] };
    this.groups.set(owner, group);
    // AWS opens the groups it makes itself: in from their own members, out to everywhere.
    if (!groupTypes.has(resource.type) && !this.emptiedDefaults.has(owner)) {
      group.ingress.push({ traffic: everything, peer: groupPeer(group) });
      group.egress.push({ traffic: everything, peer: rangePeer(owner, "0.0.0.0/0") });
    }
    return group;
  }

  /** The default group of a VPC goes by the VPC, whichever way it is named. */
  private ownerOf(resource: Resource): Resource {
    return resource.type === "aws_default_security_group" ? referredResource(resource, "vpc_id", "aws_vpc") : resource;
  }

  private label(owner: Resource): string {
    if (owner.type === "aws_vpc") return "default";
    const { layer, outputs } = owner.stack;
    for (const [output, value] of layer === "network" ? outputs : []) {
      const isOwner = ({ resource }: Target) => resource === owner;
      if (output.endsWith("_security_group_id") && targetsIn(owner.stack, value).some(isOwner)) {
        return output.replace(/_security_group_id$/, "");
      }
    }
    return `${layer}/${owner.name}`;
  }

  private readInline(resource: Resource, direction: Direction): void {
    const group = this.group({ resource, attribute: "id" });
    const rules = Array.isArray(resource.block[direction]) ? (resource.block[direction] as Block[]) : [];
    for (const block of rules) {
      const rule = { ...resource, block };
      const groups = block.security_groups === undefined ? [] : this.named(rule, block.security_groups);
      const peers = [...this.legacyPeers(rule), ...groups.map((peer) => groupPeer(peer))];
      push(group, direction, String(block.protocol), block, block.self === true ? [...peers, groupPeer(group)] : peers);
    }
  }

  private legacyPeers(rule: Resource): readonly AddressPeer[] {
    const ranges = [rule.block.cidr_blocks ?? []].flat().map((cidr) => rangePeer(rule, cidr));
    return [...ranges, ...prefixListPeers(rule, "prefix_list_ids")];
  }

  private peersNamed(rule: Resource, argument: string): readonly GroupRule["peer"][] {
    const value = rule.block[argument];
    return value === undefined ? [] : this.named(rule, value).map(groupPeer);
  }

  private add(rule: Resource, direction: Direction, protocol: string, peers: readonly GroupRule["peer"][]): void {
    for (const group of this.named(rule, rule.block.security_group_id) as readonly Draft[]) {
      push(group, direction, protocol, rule.block, rule.block.self === true ? [...peers, groupPeer(group)] : peers);
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
  block: Block,
  peers: readonly GroupRule["peer"][],
): void {
  const traffic = ruleTraffic(protocol, block.from_port, block.to_port);
  group[direction].push(...peers.map((peer) => ({ traffic, peer })));
}
