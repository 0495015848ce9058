import { describe, expect, test } from "vitest";
import { DnsFirewall } from "../../../modules/network/dns-firewall";
import { PrivateZone } from "../../../modules/network/private-zone";
import { testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

describe("the DNS firewall", () => {
  const json = (action: "ALERT" | "BLOCK") =>
    probe((stack) => {
      new DnsFirewall(stack, "dns", {
        site: testSite(stack, { deletionProtection: action === "BLOCK" }),
        vpcId: "vpc-1",
        action,
        blockedDomains: ["*.example.net"],
      });
    });

  test("has exactly these resources, and fails closed", () => {
    expect(typesOf(json("BLOCK"))).toEqual({
      aws_route53_resolver_firewall_config: 1,
      aws_route53_resolver_firewall_domain_list: 1,
      aws_route53_resolver_firewall_rule: 1,
      aws_route53_resolver_firewall_rule_group: 1,
      aws_route53_resolver_firewall_rule_group_association: 1,
    });
    expect(at(json("BLOCK"), "aws_route53_resolver_firewall_config.dns").firewall_fail_open).toBe("DISABLED");
  });

  test("blocks, or only alerts", () => {
    expect(at(json("BLOCK"), "aws_route53_resolver_firewall_rule.dns")).toMatchObject({
      action: "BLOCK",
      block_response: "NXDOMAIN",
    });
    expect(at(json("ALERT"), "aws_route53_resolver_firewall_rule.dns")).not.toHaveProperty("block_response");
    expect(at(json("BLOCK"), "aws_route53_resolver_firewall_rule_group_association.dns").mutation_protection).toBe(
      "ENABLED",
    );
    expect(at(json("ALERT"), "aws_route53_resolver_firewall_rule_group_association.dns").mutation_protection).toBe(
      "DISABLED",
    );
  });
});

test("the private zone resolves inside its VPC", () => {
  const json = probe((stack) => {
    new PrivateZone(stack, "private", { site: testSite(stack), domain: "internal.example.com", vpcId: "vpc-1" });
  });
  expect(at(json, "aws_route53_zone.private")).toMatchObject({
    name: "internal.example.com",
    vpc: [{ vpc_id: "vpc-1" }],
  });
});
