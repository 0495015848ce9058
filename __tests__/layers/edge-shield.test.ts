import { describe, expect, test } from "vitest";
import type { Environment } from "../../layers/layers";
import { applicationOf } from "../support/application";
import { edgeOf, routeTo } from "../support/edge";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { rulesOfAcl } from "../support/web-acl";

type Shield = Environment["presentation"]["shield"];

const advanced: Shield = {
  plan: "advanced",
  response: "block",
  watched: { www: "/", chat: "/health" },
  contacts: { security: { email: "security@example.com", phone: "+15551234567", notes: "Day and night" } },
};
const routes = {
  home: routeTo("www", "site.main", { methods: "read" }),
  chat: routeTo("chat", "services.gateway"),
  search: routeTo("search", "services.search"),
};
const own = Object.keys(edgeOf({ routes }).resource ?? {});

test("Shield Standard builds nothing: AWS includes it", () => {
  expect(own.filter((type) => type.startsWith("aws_shield"))).toEqual([]);
});

describe("Shield Advanced", () => {
  const json = edgeOf({ routes, shield: advanced });
  const shield = (type: string) => json.resource?.[`aws_shield_${type}`] ?? {};

  test("protects everything with addresses on the internet, as one group", () => {
    const arns = Object.values(shield("protection")).map(({ resource_arn }) => resource_arn);
    expect(arns.sort()).toEqual([
      "${aws_cloudfront_distribution.chat.arn}",
      "${aws_cloudfront_distribution.search.arn}",
      "${aws_cloudfront_distribution.www.arn}",
      "arn:aws:route53:::hostedzone/${aws_route53_zone.public.zone_id}",
    ]);
    const [group] = Object.values(shield("protection_group"));
    expect(group).toMatchObject({ pattern: "ARBITRARY", aggregation: "MAX", protection_group_id: "strata-test-edge" });
    expect([group?.members].flat().sort()).toEqual(arns);
    for (const protection of Object.values(shield("protection"))) {
      expect(protection.depends_on).toContain("aws_shield_subscription.shield");
    }
  });

  test("looks at watched hosts the way that users come", () => {
    const checks = json.resource?.aws_route53_health_check ?? {};
    expect(
      Object.values(checks)
        .map(({ fqdn, resource_path, type }) => [fqdn, resource_path, type].join(" "))
        .sort(),
    ).toEqual(["chat.test.example.com /health HTTPS", "www.test.example.com / HTTPS"]);
    expect(Object.values(shield("protection_health_check_association"))).toHaveLength(2);
  });

  test("calls somebody once protections have their checks", () => {
    const [engagement] = Object.values(shield("proactive_engagement"));
    expect(engagement).toMatchObject({
      enabled: true,
      emergency_contact: [{ email_address: "security@example.com", phone_number: "+15551234567" }],
    });
    for (const name of Object.keys(shield("protection_health_check_association"))) {
      expect(engagement?.depends_on).toContain(`aws_shield_protection_health_check_association.${name}`);
    }
  });

  test("may refuse requests with rules that edits of the web ACL leave alone", () => {
    expect(Object.values(shield("application_layer_automatic_response")).map(({ action }) => action)).toEqual([
      "BLOCK",
      "BLOCK",
      "BLOCK",
    ]);
    // The provider keeps rules of this name and takes them for none of the configuration (hashicorp/terraform-provider-aws#33216).
    for (const { name, priority } of rulesOfAcl(json, "edge_firewall")) {
      expect(name).not.toMatch(/^ShieldMitigationRuleGroup/);
      expect(priority).toBeLessThan(10_000_000);
    }
  });

  test("is the account's once: what recovers the environment protects its own load balancer", () => {
    const { presentation, security } = environmentOf("production");
    const primary = environmentOf("production", {
      name: "main",
      domain: "main.example.com",
      application: applicationOf({ gateway: {}, search: {} }),
      recovery: { region: "us-west-2", strategy: "warm-standby", objectives: {} },
      security: {
        ...security,
        secrets: {
          ...security.secrets,
          generated: { "edge-origin-key": { application: "edge", description: "Sent by CloudFront" } },
        },
      },
      presentation: {
        ...presentation,
        zone: { ...presentation.zone, delegated: true },
        routes,
        shield: advanced,
        health: { ...presentation.health, checks: { chat: { of: "routes.chat", path: "/health" } } },
      },
    });
    const follower: Environment = {
      ...primary,
      name: "spare",
      domain: "spare.example.com",
      region: "us-west-2",
      zones: ["us-west-2a", "us-west-2b"],
      recovery: undefined,
      recovers: "main",
      primary,
    };
    const stackOf = layerOf("presentation", primary, follower);
    const types = (name: string) =>
      Object.keys(stackOf(name).resource ?? {}).filter((type) => type.startsWith("aws_shield"));
    expect(types("main")).toContain("aws_shield_subscription");
    expect(types("spare").sort()).toEqual([
      "aws_shield_protection",
      "aws_shield_protection_group",
      "aws_shield_protection_health_check_association",
    ]);
    const arns = Object.values(stackOf("spare").resource?.aws_shield_protection ?? {}).map(
      ({ resource_arn }) => resource_arn,
    );
    expect(arns).toContain("${aws_lb.edge.arn}");
  });
});
