import { excludeCidr, parseCidr } from "cidr-tools";

/** An IPv4 range. */
export interface AddressRange {
  readonly cidr: string;
  /** First address, as a number. */
  readonly start: bigint;
  /** Last address, as a number. */
  readonly end: bigint;
  /** Bits of the mask: the larger, the more specific. */
  readonly prefix: number;
}

/** Ranges that no gateway to the internet carries (RFC 6890, and multicast). */
const notPublic = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

/** @throws Error for IPv6, which this analysis does not know */
export function addressRange(cidr: string): AddressRange {
  const { version, start, end, prefix } = parseCidr(cidr);
  if (version !== 4) throw new Error(`${cidr}: reachability is computed for IPv4 only.`);
  return { cidr, start, end, prefix: Number(prefix) };
}

export function contains({ start, end }: AddressRange, address: bigint): boolean {
  return start <= address && address <= end;
}

/** The internet: every public address that no VPC has taken. */
export function publicRanges(vpcs: readonly AddressRange[]): AddressRange[] {
  return excludeCidr("0.0.0.0/0", [...notPublic, ...vpcs.map(({ cidr }) => cidr)]).map(addressRange);
}

/**
 * Addresses that represent all of `within`: any other address is in the same `known` ranges as one of these.
 * Rules and routes can tell no more addresses apart, so what holds for these holds for all.
 */
export function representatives(within: readonly AddressRange[], known: readonly AddressRange[]): readonly bigint[] {
  const borders = known.flatMap(({ start, end }) => [start, end + 1n]);
  const candidates = within.flatMap((range) => [range.start, ...borders.filter((border) => contains(range, border))]);
  const rangesAround = (address: bigint) => known.map((range) => (contains(range, address) ? 1 : 0)).join("");
  return [...new Map(candidates.map((address) => [rangesAround(address), address])).values()];
}
