import { parseCidr } from "cidr-tools";
import { stringifyIp } from "ip-bigint";
import { zoneSlots } from "../../platform/zones";

/** The subnet tiers of a VPC. Only `public` has a way in from the internet; `data` and `ai` have none out either. */
export const subnetTiers = ["application", "ai", "data", "public"] as const;
export type SubnetTier = (typeof subnetTiers)[number];

/** Part of the VPC each tier takes, as bits added to the VPC's prefix: a half, a quarter, an eighth, a sixteenth. */
const tierBits: Readonly<Record<SubnetTier, number>> = { application: 1, ai: 2, data: 3, public: 4 };

/** Every tier is cut for as many zones as there are slots, so that a zone can be added without moving a subnet. */
const zoneBits = Math.log2(zoneSlots);

/** Address ranges of a VPC: one per tier, and in it one per zone. The last sixteenth stays free. */
export interface AddressPlan {
  /** The whole range of a tier, for network ACLs. */
  readonly tiers: Readonly<Record<SubnetTier, string>>;
  /** The subnets of a tier, by the slots of zones. */
  readonly subnets: Readonly<Record<SubnetTier, readonly string[]>>;
}

/**
 * Cuts a VPC into tiers and zones. For 10.0.0.0/16: application subnets of /19, ai /20, data /21, public /22.
 * @param cidr range of the VPC, /16 to /20
 */
export function planAddresses(cidr: string): AddressPlan {
  const vpc = parseCidr(cidr);
  const vpcPrefix = Number(vpc.prefix);
  let next = vpc.start;
  const tiers: Partial<Record<SubnetTier, string>> = {};
  const subnets: Partial<Record<SubnetTier, string[]>> = {};
  for (const tier of subnetTiers) {
    const prefix = vpcPrefix + tierBits[tier];
    const zonePrefix = prefix + zoneBits;
    const start = next;
    tiers[tier] = range(start, prefix);
    subnets[tier] = Array.from({ length: zoneSlots }, (_, slot) =>
      range(start + BigInt(slot) * size(zonePrefix), zonePrefix),
    );
    next += size(prefix);
  }
  return { tiers, subnets } as AddressPlan;
}

function size(prefix: number): bigint {
  return 1n << BigInt(32 - prefix);
}

function range(start: bigint, prefix: number): string {
  return `${stringifyIp({ number: start, version: 4 })}/${prefix}`;
}
