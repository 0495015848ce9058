import { type AddressRange, addressRange } from "./addresses";
import { type Block, type Documents, nameOf, type Reference } from "./terraform";

/** What a route leads to or a rule speaks of by address: a range, or a prefix list of AWS by its name. */
export type AddressPeer =
  | { readonly kind: "range"; readonly range: AddressRange }
  | { readonly kind: "prefix-list"; readonly name: string };

export function rangePeer(documents: Documents, from: Block, cidr: unknown): AddressPeer {
  return { kind: "range", range: addressRange(documents.text(from, cidr)) };
}

/**
 * The peers a prefix list stands for: the entries of a list the platform keeps; AWS's own lists have entries nobody
 * knows before apply, so they stay lists. A gateway endpoint's list has the name of the endpoint's service.
 */
export function prefixListPeers(documents: Documents, from: Block, argument: string): readonly AddressPeer[] {
  const value = from.args[argument];
  if (value === undefined) return [];
  const references = documents.references(from.stack, value);
  if (references.length === 0) {
    throw new Error(
      `${nameOf(from)}: ${argument} must refer to a prefix list of a stack, saw ${JSON.stringify(value)}.`,
    );
  }
  return references.flatMap((reference) => peersOf(documents, reference));
}

function peersOf(documents: Documents, { block }: Reference): readonly AddressPeer[] {
  switch (block.type) {
    case "aws_vpc_endpoint":
      return [{ kind: "prefix-list", name: documents.text(block, block.args.service_name) }];
    case "aws_ec2_managed_prefix_list":
      return entriesOf(block).map(({ cidr }) => rangePeer(documents, block, cidr));
    case "data.aws_prefix_list":
    case "data.aws_ec2_managed_prefix_list": {
      const name = typeof block.args.name === "string" ? block.args.name : "";
      if (name.startsWith("com.amazonaws.")) return [{ kind: "prefix-list", name }];
    }
  }
  throw new Error(
    `${nameOf(block)}: nobody knows the addresses of this prefix list before apply. Build it in a stack.`,
  );
}

function entriesOf(list: Block): readonly { readonly cidr?: unknown }[] {
  return Array.isArray(list.args.entry) ? list.args.entry : [];
}
