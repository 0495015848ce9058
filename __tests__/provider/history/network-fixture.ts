import type { Block, Stack } from "../../../synthesized/stack";
import { built, fakeStack } from "../../support/fake-stacks";

const id = (address: string) => `\${${address}.id}`;
const inVpc = { vpc_id: id("aws_vpc.main") };
const tiers = ["public", "application", "data", "ai"] as const;
const groups = ["edge", "application", "endpoints", "data", "ai"] as const;

/** A subnet of a tier. */
export function subnet(tier: string, zone: string, cidr: string): Block {
  return { ...inVpc, availability_zone: zone, cidr_block: cidr, tags: { "subnet-tier": tier } };
}

/** A network with one zone. Its edge answers its own VPC only. */
export function network(name: string): Stack[] {
  const of = (parts: Readonly<Record<string, Block>>) =>
    Object.fromEntries(
      Object.entries(parts).map(([address, block]) => [address, built(`${name}-network/${address}`, block)]),
    );
  const byTier = (part: (tier: string, index: number) => [string, Block]) => Object.fromEntries(tiers.map(part));
  return [
    fakeStack(`${name}-network`, {
      resources: of({
        "aws_vpc.main": { cidr_block: "10.0.0.0/16" },
        ...byTier((tier, index) => [`aws_subnet.${tier}`, subnet(tier, "us-east-1a", `10.0.${index}.0/24`)]),
        "aws_internet_gateway.main": inVpc,
        ...byTier((tier) => [`aws_route_table.${tier}`, inVpc]),
        ...byTier((tier) => [
          `aws_route_table_association.${tier}`,
          { subnet_id: id(`aws_subnet.${tier}`), route_table_id: id(`aws_route_table.${tier}`) },
        ]),
        "aws_route.public": {
          route_table_id: id("aws_route_table.public"),
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: id("aws_internet_gateway.main"),
        },
        ...Object.fromEntries(groups.map((group) => [`aws_security_group.${group}`, { name: group, ...inVpc }])),
        "aws_vpc_security_group_ingress_rule.edge": {
          security_group_id: id("aws_security_group.edge"),
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
          cidr_ipv4: "10.0.0.0/16",
        },
      }),
      outputs: Object.fromEntries(
        groups.map((group) => [`${group}_security_group_id`, id(`aws_security_group.${group}`)]),
      ),
    }),
  ];
}
