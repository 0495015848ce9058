import { describe, expect, test } from "vitest";
import { TierSecurityGroups } from "../../../modules/network/tier-security-groups";
import { testSite } from "../../support/site";
import { probe } from "../../support/synthesis";

const json = () =>
  probe((stack) => {
    new TierSecurityGroups(stack, "tier", {
      site: testSite(stack),
      vpcId: "vpc-1",
      gatewayPrefixLists: { s3: "pl-s3", dynamodb: "pl-dynamodb" },
      cloudFrontPrefixList: "pl-cloudfront",
    });
  });

const rules = (kind: "ingress" | "egress") =>
  Object.entries(json().resource?.[`aws_vpc_security_group_${kind}_rule`] ?? {}).map(
    ([id, rule]) => ({ id, ...rule }) as Record<string, unknown>,
  );

describe("TierSecurityGroups", () => {
  test("name groups and prefix lists; the one address range is the way out through NAT", () => {
    const withAddresses = [...rules("ingress"), ...rules("egress")].filter((rule) => rule.cidr_ipv4 ?? rule.cidr_ipv6);
    expect(withAddresses.map((rule) => rule.id)).toEqual(["tier_application_to_internet"]);
  });

  test("write every flow between two groups on both of them", () => {
    const ends = (kind: "ingress" | "egress") =>
      rules(kind)
        .filter((rule) => rule.referenced_security_group_id)
        .map((rule) => {
          const [own, other] = [rule.security_group_id, rule.referenced_security_group_id];
          const [from, to] = kind === "egress" ? [own, other] : [other, own];
          return `${from} ${to} ${rule.from_port}-${rule.to_port}`;
        })
        .sort();
    expect(ends("ingress")).toEqual(ends("egress"));
    expect(ends("ingress")).not.toEqual([]);
  });

  test("let the data tier be reached from application and ai on its own ports, and from itself", () => {
    const into = rules("ingress").filter((rule) => String(rule.security_group_id).includes("tier_data"));
    expect(into.map((rule) => rule.id)).toEqual([
      "tier_data_from_ai_5432",
      "tier_data_from_ai_6379",
      "tier_data_from_application_5432",
      "tier_data_from_application_6379",
      "tier_data_from_data",
    ]);
  });

  test("let the edge be reached from CloudFront and nowhere else", () => {
    const into = rules("ingress").filter((rule) => String(rule.security_group_id).includes("tier_edge"));
    expect(into).toMatchObject([{ prefix_list_id: "pl-cloudfront", from_port: 443, to_port: 443 }]);
  });

  test("give data and ai no way out but endpoints, prefix lists and each other's ports", () => {
    for (const tier of ["data", "ai"]) {
      const out = rules("egress").filter((rule) => String(rule.security_group_id).includes(`tier_${tier}.`));
      expect(out.every((rule) => rule.referenced_security_group_id ?? rule.prefix_list_id)).toBe(true);
      expect(out.length).toBeGreaterThan(3);
    }
  });
});
