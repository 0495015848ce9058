import type { Resource } from "../../synthesized/linked-stack";
import { type Target, targetsIn } from "../../synthesized/target";
import { type AddressRange, addressRange } from "./addresses";
import { knownText, nameOf } from "./environment-resources";

/** What a route leads to or a rule speaks of by address: a range, or a prefix list of AWS by its name. */
export type AddressPeer =
  | { readonly kind: "range"; readonly range: AddressRange }
  | { readonly kind: "prefix-list"; readonly name: string };

export function rangePeer(from: Resource, cidr: unknown): AddressPeer {
  return { kind: "range", range: addressRange(knownText(from, cidr)) };
}

/**
 * The peers that a prefix list contains: the entries of a list the platform keeps; AWS's own lists have entries that
 * only AWS knows before apply, so they stay lists. A gateway endpoint's list has the name of the endpoint's service.
 */
export function prefixListPeers(from: Resource, argument: string): readonly AddressPeer[] {
  const value = from.block[argument];
  if (value === undefined) return [];
  const references = targetsIn(from.stack, value);
  if (references.length === 0) {
    throw new Error(
      `${nameOf(from)}: expected ${argument} to refer to a prefix list of a stack, got ${JSON.stringify(value)}.`,
    );
  }
  return references.flatMap((reference) => peersOf(reference));
}

function peersOf({ resource }: Target): readonly AddressPeer[] {
  switch (resource.type) {
    case "aws_vpc_endpoint":
      return [{ kind: "prefix-list", name: knownText(resource, resource.block.service_name) }];
    case "aws_ec2_managed_prefix_list":
      return entriesOf(resource).map(({ cidr }) => rangePeer(resource, cidr));
    case "data.aws_prefix_list":
    case "data.aws_ec2_managed_prefix_list": {
      const name = typeof resource.block.name === "string" ? resource.block.name : "";
      if (name.startsWith("com.amazonaws.")) return [{ kind: "prefix-list", name }];
    }
  }
  throw new Error(
    `${nameOf(resource)}: the addresses of this prefix list are unknown before apply. Build it in a stack.`,
  );
}

function entriesOf(list: Resource): readonly { readonly cidr?: unknown }[] {
  return Array.isArray(list.block.entry) ? list.block.entry : [];
}
