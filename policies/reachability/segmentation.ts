import type { Analysis } from "./analysis";
import { type RouteTarget, unfiltered } from "./network";
import { type NetworkPlacement, placementIn } from "./placements";
import { admittedByAcl, type End } from "./reach";
import {
  covers,
  describeTraffic,
  difference,
  fragmentationNeeded,
  isEmpty,
  nothing,
  type Traffic,
  tcp,
} from "./traffic";

/** What the data tier serves: PostgreSQL and Valkey, and Kafka where it has brokers. */
const dataPorts = tcp(5432, 6379);
const dataPortsWithBrokers = tcp(5432, 6379, 9098);

const brokers = ["aws_msk_cluster", "aws_msk_serverless_cluster"];

function dataPortsOf(analysis: Analysis): Traffic {
  const residents = places(analysis).flatMap((place) => place.residents);
  return residents.some(({ type }) => brokers.includes(type)) ? dataPortsWithBrokers : dataPorts;
}

/** Who may open connections from outside, on which ports, and the security groups that let them in. */
const entrances: Readonly<Record<string, { readonly groups: readonly string[]; readonly traffic: Traffic }>> = {
  CloudFront: { groups: ["edge", "presentation/health_checks"], traffic: tcp(443) },
  "health checks of Route 53": { groups: ["edge", "presentation/health_checks"], traffic: tcp(443) },
  "VPC Lattice": { groups: ["application/mesh_balancers"], traffic: tcp([8000, 8999]) },
};

/** Ends that something must not be opened between, but for the traffic that is allowed. */
interface Boundary {
  readonly from: End;
  readonly to: End;
  readonly allowed: Traffic;
}

/** A sentence about the network that has to be true in every environment: what must not get through, or what must. */
export type Sentence = { readonly text: string } & (
  | { readonly boundaries: (analysis: Analysis) => readonly Boundary[] }
  | { readonly missing: (analysis: Analysis) => readonly string[] }
);

export const sentences: readonly Sentence[] = [
  {
    text: "Nothing in the data or ai tier is reachable from, or can reach, the internet, whatever its security group.",
    boundaries: (analysis) =>
      ["data", "ai"].flatMap((tier) => {
        const anything = anythingIn(analysis, tier);
        return analysis.outside.flatMap((outside) => [
          { from: outside, to: anything, allowed: nothing },
          { from: anything, to: outside, allowed: nothing },
        ]);
      }),
  },
  {
    text: "The data tier takes traffic only from the application and ai tiers, on its own ports, and from itself.",
    boundaries: (analysis) => {
      const { outside, services } = analysis;
      const allowed = dataPortsOf(analysis);
      const targets = places(analysis).filter(({ subnets }) => subnets.some(({ tier }) => tier === "data"));
      const strangers = [...outside, ...services, anythingIn(analysis, "public")];
      const others = places(analysis).filter(({ subnets }) => subnets.some(({ tier }) => tier !== "data"));
      return targets.flatMap((to) => [
        ...strangers.map((from) => ({ from, to, allowed: nothing })),
        ...others.map((from) => ({ from, to, allowed: isClient(from) ? allowed : nothing })),
      ]);
    },
  },
  {
    text: "The only way in from outside is the edge, by HTTPS: from CloudFront, and from the health checks of Route 53 where another region takes over; and VPC Lattice, to load balancers of services that are in a mesh.",
    boundaries: (analysis) =>
      analysis.outside.flatMap((from) =>
        [...places(analysis), ...strays(analysis)].map((to) => {
          const entrance = entrances[from.name];
          const isEntrance = entrance && to.groups.every(({ name }) => entrance.groups.includes(name));
          return { from, to, allowed: isEntrance ? entrance.traffic : nothing };
        }),
      ),
  },
  {
    text: "Even past a wrong security group, nothing but the edge's tier can be reached from outside.",
    boundaries: (analysis) =>
      tiersOf(analysis)
        .filter((tier) => tier !== "public")
        .flatMap((tier) =>
          analysis.outside.map((from) => ({ from, to: anythingIn(analysis, tier), allowed: nothing })),
        ),
  },
  {
    text: "Even past a wrong security group, the public tier and the data and ai tiers cannot reach each other.",
    boundaries: (analysis) => {
      const edge = anythingIn(analysis, "public");
      return ["data", "ai"].flatMap((tier) => {
        const anything = anythingIn(analysis, tier);
        return [
          { from: edge, to: anything, allowed: nothing },
          { from: anything, to: edge, allowed: nothing },
        ];
      });
    },
  },
  {
    text: "Hosts that talk to the internet learn of packets that are too large (ICMP type 3, code 4), both ways.",
    missing: ({ environment, network, reachability }) =>
      network.subnets
        .filter(({ routes }) => routes.some(({ target }) => internetGateways.includes(target.kind)))
        .filter(({ acl }) =>
          reachability.publicAddresses.some((address) =>
            [acl.ingress, acl.egress].some((rules) => !covers(admittedByAcl(rules, address), fragmentationNeeded)),
          ),
        )
        .map(({ resource, tier }) => `${environment}: ${resource.address} in ${tier} drops ICMP type 3, code 4`),
  },
];

const internetGateways: readonly RouteTarget["kind"][] = ["internet-gateway", "nat-gateway"];

/** Where the sentence is not true: who, to whom, and what gets through that should not, or not. Empty when it holds. */
export function errorsOf(sentence: Sentence, analysis: Analysis): readonly string[] {
  if ("missing" in sentence) return sentence.missing(analysis);
  return sentence.boundaries(analysis).flatMap(({ from, to, allowed }) => {
    const excess = difference(analysis.reachability.between(from, to).possible, allowed);
    return isEmpty(excess)
      ? []
      : [`${analysis.environment}: ${from.name} reaches ${to.name} (${describeTraffic(excess)})`];
  });
}

function places({ homes, elsewhere }: Analysis): readonly NetworkPlacement[] {
  return [...homes, ...elsewhere];
}

function tiersOf({ network }: Analysis): readonly string[] {
  return [...new Set(network.subnets.map(({ tier }) => tier))];
}

/** A tier with no security group in the way. */
export function anythingIn({ network }: Analysis, tier: string): NetworkPlacement {
  return placementIn(network, tier, [unfiltered], `anything in ${tier}`);
}

/** Every group of the network layer in every tier: a resource in the wrong subnet. */
function strays(analysis: Analysis): readonly NetworkPlacement[] {
  return analysis.homes.flatMap(({ groups, name }) =>
    tiersOf(analysis).map((tier) => placementIn(analysis.network, tier, groups, `${name} in ${tier}`)),
  );
}

function isClient({ subnets }: NetworkPlacement): boolean {
  return subnets.every(({ tier }) => tier === "application" || tier === "ai");
}
