import type { Place } from "../identity/access";
import { planAddresses } from "../network/address-plan";
import { brokerPort } from "../streams/kafka-names";
import type { Destination } from "./network-policies";

/** Ranges that nothing on the internet has. */
const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/** No network policy can name the addresses of AWS: they change. */
export const internet: Destination = { cidr: "0.0.0.0/0", except: privateRanges, port: 443 };

/**
 * VPC Lattice answers at link-local addresses, or at public ones that no route leads to; a prefix list has both, which no
 * network policy takes (docs.aws.amazon.com/vpc-lattice/latest/ug/security-groups.html).
 */
const latticeLinkLocal: Destination = { cidr: "169.254.171.0/24", port: 443 };

/** What is known of the network of pods. */
export interface Surroundings {
  /** Address range of the VPC. */
  readonly cidr: string;
  /** Interface endpoints that it has, by name. */
  readonly endpoints: readonly string[];
}

/** What pods may reach to get at these places, each once. */
export function destinationsOf(surroundings: Surroundings, places: readonly Place[]): Destination[] {
  const all = new Map(
    places.flatMap((place) => destinationOf(surroundings, place)).map((one) => [JSON.stringify(one), one]),
  );
  return [...all.values()];
}

function destinationOf({ cidr, endpoints }: Surroundings, place: Place): Destination | Destination[] {
  const { application, data } = planAddresses(cidr).tiers;
  if (place === "database") return { cidr: data, port: 5432 };
  if (place === "brokers") return { cidr: data, port: brokerPort };
  if (place === "cache") return { cidr: data, port: 6379 };
  if (place === "internet") return internet;
  if (place === "mesh") return [latticeLinkLocal, internet];
  // Interface endpoints are in the application tier; a service without one answers at its public addresses.
  return endpoints.includes(place) ? { cidr: application, port: 443 } : internet;
}

/** Where load balancers are: those for the internet, and internal ones. */
export function loadBalancerRanges({ cidr }: Pick<Surroundings, "cidr">): string[] {
  const { application, public: edge } = planAddresses(cidr).tiers;
  return [edge, application];
}
