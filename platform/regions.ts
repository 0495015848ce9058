import { z } from "zod";
import { zoneLetter } from "./zones";

/** What the platform has to know of a region. Left out is what holds in every other region. */
interface Region {
  /** Letters of the availability zones that AWS names for standard accounts. */
  readonly zones: string;
  /** How many of them a new account gets. @default all */
  readonly zonesOfNewAccounts?: number;
  /** Services without an interface endpoint, by the last part of its name. @default none */
  readonly withoutEndpoints?: readonly string[];
  /** Families of instances with accelerators that the region lacks, by name, as in "g6e inf2". @default none */
  readonly withoutAccelerators?: string;
  /** Letters of the zones without EMR Serverless. @default none */
  readonly withoutEmrServerless?: string;
  /**
   * Ids of zones that the platform cannot use, and what does not exist there. The letter of such a zone differs between
   * accounts. @default none
   */
  readonly unfitZones?: Readonly<Record<string, string>>;
}

/**
 * Regions the platform can be built in, as of November 2026, from
 * - docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html: zones;
 * - aws.amazon.com/about-aws/global-infrastructure/regions_az: zones of new accounts;
 * - docs.aws.amazon.com/general/latest/gr/bedrock.html: endpoints;
 * - instances.vantage.sh, which reads the price list of EC2 (August 2026): families with accelerators. SageMaker has none
 *   that EC2 lacks (docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html);
 * - docs.aws.amazon.com/eks/latest/userguide/network-reqs.html: zones of EKS;
 * - docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/endpoints-quotas.html: zones of EMR Serverless;
 * - docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations: zones of RDS Proxy.
 */
const table = {
  "us-east-1": { zones: "abcdef", unfitZones: { "use1-az3": "RDS Proxy, EMR Serverless and EKS do" } },
  "us-east-2": { zones: "abc" },
  "us-west-1": {
    zones: "abc",
    zonesOfNewAccounts: 2,
    withoutEndpoints: ["bedrock-agent-runtime"],
    withoutAccelerators: "g5 g6 g6e inf2",
    unfitZones: { "usw1-az2": "RDS Proxy and EKS do" },
  },
  "us-west-2": { zones: "abcd" },
  "ca-central-1": {
    zones: "abd",
    withoutAccelerators: "g6e inf2",
    withoutEmrServerless: "d",
    unfitZones: { "cac1-az3": "EKS does" },
  },
  "eu-central-1": { zones: "abc" },
  "eu-north-1": { zones: "abc" },
  "eu-south-1": { zones: "abc", withoutAccelerators: "g5 g6 g6e inf2" },
  "eu-west-1": { zones: "abc", withoutAccelerators: "g6 g6e" },
  "eu-west-2": { zones: "abc", withoutAccelerators: "g6e" },
  "eu-west-3": { zones: "abc", withoutAccelerators: "g6e" },
  "ap-northeast-1": { zones: "acd" },
  "ap-northeast-2": { zones: "abcd" },
  "ap-northeast-3": { zones: "abc", withoutAccelerators: "g5 g6 inf2" },
  "ap-south-1": { zones: "abc" },
  "ap-southeast-1": { zones: "abc", withoutAccelerators: "g5 g6 g6e" },
  "ap-southeast-2": { zones: "abc", withoutAccelerators: "g6e" },
  "sa-east-1": { zones: "abc", withoutAccelerators: "g6e" },
} satisfies Record<string, Region>;

const regions: Readonly<Record<string, Region>> = table;

/** The regions of the table above. */
export const regionNames = Object.keys(table) as [string, ...string[]];

/** A region of the table above. */
export const regionName = z.enum(regionNames);

function regionOf(name: string): Region {
  const region = regions[name];
  if (!region)
    throw new Error(`expected one of ${regionNames.join(", ")}, got ${name}. Add it to platform/regions.ts.`);
  return region;
}

/** Names of the region's availability zones, as in "us-east-1a". */
export function zonesIn(region: string): string[] {
  return [...regionOf(region).zones].map((letter) => region + letter);
}

/** How many zones of the region a new account gets. */
export function zonesOfNewAccounts(region: string): number {
  const { zones, zonesOfNewAccounts: fewer = zones.length } = regionOf(region);
  return fewer;
}

/** Whether a service has an interface endpoint in the region. @param service last part of the endpoint's name */
export function hasEndpoint(region: string, service: string): boolean {
  return !regionOf(region).withoutEndpoints?.includes(service);
}

/** Interface endpoints of a VPC: those that its file names, or else those of the list that the region has. */
export function endpointsOf<Service extends string>(
  region: string,
  { interfaceEndpoints }: { readonly interfaceEndpoints?: readonly Service[] },
  all: readonly Service[],
): readonly Service[] {
  return interfaceEndpoints ?? all.filter((service) => hasEndpoint(region, service));
}

/** Whether the region has instances of a family with accelerators. @param family as in "g6e" */
export function hasAccelerator(region: string, family: string): boolean {
  return !regionOf(region).withoutAccelerators?.split(" ").includes(family);
}

/** Whether EMR Serverless exists in the zone. */
export function hasEmrServerless(region: string, zone: string): boolean {
  return !regionOf(region).withoutEmrServerless?.includes(zoneLetter(zone));
}

/** Ids of the region's zones that the platform cannot use, each with the start of a sentence on why. */
export function unfitZones(region: string): Readonly<Record<string, string>> {
  return regionOf(region).unfitZones ?? {};
}
