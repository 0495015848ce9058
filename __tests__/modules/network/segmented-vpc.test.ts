import { describe, expect, test } from "vitest";
import { SegmentedVpc } from "../../../modules/network/segmented-vpc";
import { addressesOf, at, probe, typesOf } from "../../support/synthesis";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
const vpcWith = (natPerAz: boolean) =>
  probe((stack) => {
    new SegmentedVpc(stack, "vpc", { names: stack.testNames, cidr: "10.0.0.0/16", zones, natPerAz });
  });

describe("SegmentedVpc", () => {
  test("holds exactly these resources for three zones with a NAT each", () => {
    expect(typesOf(vpcWith(true))).toEqual({
      aws_default_security_group: 1,
      aws_eip: 3,
      aws_internet_gateway: 1,
      aws_nat_gateway: 3,
      aws_network_acl: 4,
      aws_network_acl_rule: 37,
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

  test("sends each application zone through the NAT of its own zone", () => {
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

  test("puts no public address on anything by itself and empties the default security group", () => {
    const json = vpcWith(true);
    for (const subnet of Object.values(json.resource?.aws_subnet ?? {})) {
      expect(subnet.map_public_ip_on_launch).toBe(false);
    }
    expect(at(json, "aws_default_security_group.vpc")).toMatchObject({ ingress: [], egress: [] });
  });

  test("lets nothing from the public tier into the data tier, not even past a wrong security group", () => {
    const rules = Object.entries(vpcWith(true).resource?.aws_network_acl_rule ?? {})
      .filter(([id]) => id.startsWith("vpc_data_ingress"))
      .map(([, rule]) => rule as { rule_action: string; cidr_block: string; from_port: number });
    // The rest of the VPC is denied before answers from anywhere are allowed, at high ports only.
    expect(rules.map((rule) => `${rule.rule_action} ${rule.cidr_block} ${rule.from_port}`)).toEqual([
      "allow 10.0.0.0/17 1",
      "allow 10.0.128.0/18 1",
      "allow 10.0.192.0/19 1",
      "allow 10.0.192.0/19 1",
      "deny 10.0.0.0/16 32768",
      "allow 0.0.0.0/0 32768",
    ]);
  });
});
