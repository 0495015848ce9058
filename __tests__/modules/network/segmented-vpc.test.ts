import { describe, expect, test } from "vitest";
import { SegmentedVpc } from "../../../modules/network/segmented-vpc";
import { testSite } from "../../support/site";
import { addressesOf, at, probe, typesOf } from "../../support/synthesis";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
const vpcWith = (natPerAz: boolean) =>
  probe((stack) => {
    new SegmentedVpc(stack, "vpc", { site: testSite(stack), cidr: "10.0.0.0/16", zones, natPerAz });
  });

interface AclRule {
  readonly rule_action: string;
  readonly cidr_block: string;
  readonly protocol: string;
  readonly from_port: number;
  readonly to_port: number;
}

/** Rules of a tier's network ACL, in their order. */
const aclRules = (tier: string, direction: string) =>
  Object.entries(vpcWith(true).resource?.aws_network_acl_rule ?? {})
    .filter(([id]) => id.startsWith(`vpc_${tier}_${direction}`))
    .map(([, rule]) => rule as unknown as AclRule);

describe("SegmentedVpc", () => {
  test("holds exactly these resources for three zones with a NAT each", () => {
    expect(typesOf(vpcWith(true))).toEqual({
      aws_default_security_group: 1,
      aws_eip: 3,
      aws_internet_gateway: 1,
      aws_nat_gateway: 3,
      aws_network_acl: 4,
      aws_network_acl_rule: 44,
      aws_route: 4,
      aws_route_table: 6,
      aws_route_table_association: 12,
      aws_subnet: 12,
      aws_vpc: 1,
    });
  });

  test("with one NAT instead of one per zone changes NAT gateways and routes, and no other address", () => {
    const [many, one] = [addressesOf(vpcWith(true)), addressesOf(vpcWith(false))];
    expect(many.filter((address) => !one.includes(address))).toEqual([
      "aws_eip.vpc_nat_b",
      "aws_eip.vpc_nat_c",
      "aws_nat_gateway.vpc_nat_b",
      "aws_nat_gateway.vpc_nat_c",
    ]);
    expect(one.filter((address) => !many.includes(address))).toEqual([]);
    const json = vpcWith(false);
    for (const zone of ["a", "b", "c"]) {
      expect(at(json, `aws_route.vpc_application_${zone}_internet`).nat_gateway_id).toBe(
        "${aws_nat_gateway.vpc_nat_a.id}",
      );
    }
  });

  test("sends each application zone through the NAT of the same zone", () => {
    const json = vpcWith(true);
    for (const zone of ["a", "b", "c"]) {
      expect(at(json, `aws_route.vpc_application_${zone}_internet`)).toMatchObject({
        nat_gateway_id: `\${aws_nat_gateway.vpc_nat_${zone}.id}`,
        route_table_id: `\${aws_route_table.vpc_application_${zone}.id}`,
      });
    }
  });

  test("gives the data and ai tiers no route to the internet", () => {
    const json = vpcWith(true);
    const withRoute = Object.values(json.resource?.aws_route ?? {}).map((route) => route.route_table_id);
    for (const tier of ["data", "ai"]) {
      const table = `\${aws_route_table.vpc_${tier}.id}`;
      expect(at(json, `aws_route_table_association.vpc_${tier}_a`).route_table_id).toBe(table);
      expect(withRoute).not.toContain(table);
    }
  });

  test("assigns no public addresses automatically, and empties the default security group", () => {
    const json = vpcWith(true);
    for (const subnet of Object.values(json.resource?.aws_subnet ?? {})) {
      expect(subnet.map_public_ip_on_launch).toBe(false);
    }
    expect(at(json, "aws_default_security_group.vpc")).toMatchObject({ ingress: [], egress: [] });
  });

  test("blocks traffic from the public tier to the data tier, even with a wrong security group", () => {
    // The rest of the VPC is denied before answers from anywhere are allowed, at high ports only.
    expect(
      aclRules("data", "ingress").map((rule) => `${rule.rule_action} ${rule.cidr_block} ${rule.from_port}`),
    ).toEqual([
      "allow 10.0.0.0/17 1",
      "allow 10.0.128.0/18 1",
      "allow 10.0.192.0/19 1",
      "allow 10.0.192.0/19 1",
      "deny 10.0.0.0/16 32768",
      "allow 0.0.0.0/0 32768",
    ]);
  });

  test("lets answers in from the internet on any port that connections are opened from, but that of Remote Desktop", () => {
    for (const tier of ["public", "application"]) {
      const open = aclRules(tier, "ingress").filter(
        (rule) => rule.cidr_block === "0.0.0.0/0" && rule.protocol === "tcp",
      );
      const isOpen = (port: number) => open.some((rule) => rule.from_port <= port && port <= rule.to_port);
      expect([1024, 3388, 3390, 65535].filter((port) => !isOpen(port))).toEqual([]);
      expect([22, 1023, 3389].filter(isOpen)).toEqual([]);
    }
  });

  test.each(["public", "application"])("lets hosts in %s learn of packets that are too large, both ways", (tier) => {
    for (const direction of ["ingress", "egress"]) {
      const icmp = aclRules(tier, direction).filter(({ protocol }) => protocol === "icmp");
      expect(icmp).toMatchObject([{ rule_action: "allow", cidr_block: "0.0.0.0/0", icmp_type: 3, icmp_code: 4 }]);
    }
  });
});
