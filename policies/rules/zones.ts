import type { Resource } from "../../synthesized/linked-stack";
import { isAtLeast, pointingAt, resourcesOf, targetsOf, tierOf } from "../platform";
import type { Finding, Platform, Rule } from "../types";

function zonesOf(subnets: readonly Resource[]): Set<string> {
  return new Set(subnets.map(({ block }) => String(block.availability_zone)));
}

function findingsOf(platform: Platform, vpc: Resource): Finding[] {
  const { environment } = vpc.stack;
  const tier = tierOf(vpc.stack);
  const subnets = pointingAt(platform, vpc, "aws_subnet", "vpc_id");
  const zones = zonesOf(subnets);
  const asked = isAtLeast(tier, "nonproduction") ? 3 : 2;
  const tooFew =
    zones.size < asked
      ? [{ resource: vpc, detail: `has subnets in ${zones.size} zones; tier ${tier} asks for ${asked}` }]
      : [];

  const homes = resourcesOf(platform, "aws_nat_gateway")
    .filter(({ stack }) => stack.environment === environment)
    .flatMap(({ stack, block }) => targetsOf(stack, block.subnet_id))
    .filter((subnet) => subnets.includes(subnet));
  const without = [...zones].filter((zone) => !zonesOf(homes).has(zone));
  // A VPC without any NAT gateway has no way out that could fail.
  if (!isAtLeast(tier, "nonproduction") || homes.length === 0 || without.length === 0) return tooFew;
  return [...tooFew, { resource: vpc, detail: `has no NAT gateway in ${without.join(", ")}` }];
}

export const zones: Rule = {
  id: "STRATA010",
  title: "The loss of a zone is survived",
  severity: "high",
  control: "Well-Architected REL10-BP01",
  cause: "With too few zones, or one NAT gateway for several, a zone that fails takes the others with it.",
  fix: "List three zones from tier nonproduction up, and set network.natPerAz.",
  check: (platform) => resourcesOf(platform, "aws_vpc").flatMap((vpc) => findingsOf(platform, vpc)),
};
