import { describe, expect, test } from "vitest";
import { rulesOf } from "../../layers/presentation/firewall-rules";
import { routesOf } from "../../layers/presentation/routes";
import { capacityOf } from "../../modules/firewall/capacity";
import { webAclCapacity } from "../../modules/firewall/managed-groups";
import { edgeOf, routeTo } from "../support/edge";
import { environmentOf } from "../support/environment";
import { groupsThatLook, rulesOfAcl, unitsOf, verdictOf, type WebRequest } from "../support/web-acl";

const { presentation } = environmentOf("production");
const { waf } = presentation;
const acl = "edge_firewall";

const settings = {
  routes: {
    home: routeTo("www", "site.main", { methods: "read" }),
    chat: routeTo("chat", "services.gateway", { ratePer5Minutes: 600 }),
    avatar: routeTo("chat", "services.search", { paths: ["/users/*/avatar", "/faces/*"], ratePer5Minutes: 100 }),
  },
  waf: {
    ...waf,
    managedGroups: { ...waf.managedGroups, "account-takeover": { action: "block" as const } },
    botInspection: "targeted" as const,
    signIn: {
      route: "routes.chat",
      path: "/login",
      payload: "json" as const,
      usernameField: "/username",
      passwordField: "/password",
      answers: { success: [200], failure: [401, 403] },
    },
    exceptions: {
      uploads: {
        group: "common" as const,
        route: "routes.avatar",
        reason: "Pictures look like attacks.",
        owner: "platform",
        until: "2027-03-31",
      },
      "long-queries": {
        group: "common" as const,
        rule: "SizeRestrictions_QUERYSTRING",
        reason: "Filters of the search are long.",
        owner: "platform",
        until: "2027-03-31",
      },
    },
    blockedAddresses: ["198.51.100.0/24"],
    allowedAddresses: ["203.0.113.8/32"],
  },
};
const json = edgeOf(settings);

const honest = { from: "192.0.2.1", host: "chat.test.example.com", path: "/" };
const hostile = { ...honest, from: "198.51.100.7" };
const monitor = { ...honest, from: "203.0.113.8" };
const KiB = 1024;

describe("the platform's own rules", () => {
  test.each<[what: string, request: WebRequest, expected: string]>([
    ["a request", honest, "passes"],
    ["a busy user", { ...honest, before: 599 }, "passes"],
    ["a flood on a route", { ...honest, before: 600 }, "block by rate-chat"],
    [
      "a flood on a host in other letters",
      { ...honest, host: "CHAT.test.example.com", before: 600 },
      "block by rate-chat",
    ],
    ["as many on a page", { ...honest, host: "www.test.example.com", before: 600 }, "passes"],
    ["a flood on pages", { ...honest, host: "www.test.example.com", before: 2000 }, "block by rate"],
    ["a flood on a host that is not there", { ...honest, host: "x.example.org", before: 2000 }, "block by rate"],
    ["pictures, quickly", { ...honest, path: "/users/7/avatar", before: 100 }, "block by rate-avatar"],
    ["faces, quickly", { ...honest, path: "/faces/7.png", before: 100 }, "block by rate-avatar"],
    ["what only begins like pictures", { ...honest, path: "/users/7/avatar/large", before: 100 }, "passes"],
    ["the largest body", { ...honest, bodyBytes: 16 * KiB }, "passes"],
    ["a larger body", { ...honest, bodyBytes: 16 * KiB + 1 }, "block by body-size"],
    ["a refused address", hostile, "block by blocked-addresses"],
    ["an address next to it", { ...honest, from: "198.51.101.7" }, "passes"],
    ["a trusted address", { ...monitor, before: 10_000, bodyBytes: 64 * KiB }, "allow by allowed-addresses"],
    ["an address next to it, as many", { ...monitor, from: "203.0.113.9", before: 2000 }, "block by rate-chat"],
  ])("answer %s", (_, request, expected) => {
    expect(verdictOf(json, acl, request)).toBe(expected);
  });

  test("only count in a sandbox", () => {
    const counting = edgeOf({
      routes: { home: routeTo("www", "site.main", { methods: "read", ratePer5Minutes: 100 }) },
      waf: environmentOf("sandbox").presentation.waf,
    });
    const request = { ...honest, host: "www.test.example.com", before: 10_000, bodyBytes: 64 * KiB };
    expect(verdictOf(counting, acl, request)).toBe("passes");
  });
});

describe("managed groups", () => {
  const groups = (request: WebRequest) => groupsThatLook(json, acl, request);

  test("look at everything but exceptions, and for stolen passwords where people sign in", () => {
    const everywhere = ["ip-reputation", "anonymous-ip", "known-bad-inputs", "sql-injection", "bot-control"];
    expect(groups({ ...honest, host: "www.test.example.com" }).sort()).toEqual([...everywhere, "common"].sort());
    expect(groups(honest).sort()).toEqual([...everywhere, "common", "account-takeover"].sort());
    expect(groups({ ...honest, path: "/faces/1" })).not.toContain("common");
  });

  const statementOf = (name: string) =>
    rulesOfAcl(json, acl).find((rule) => rule.name === name)?.statement.managed_rule_group_statement;

  test("count alone what an exception names everywhere", () => {
    expect(statementOf("common")).toMatchObject({
      rule_action_override: [{ name: "SizeRestrictions_QUERYSTRING", action_to_use: { count: {} } }],
    });
  });

  test("know bots by their behavior, and the form that people sign in with", () => {
    expect(statementOf("bot-control")).toMatchObject({
      managed_rule_group_configs: [
        { aws_managed_rules_bot_control_rule_set: { inspection_level: "TARGETED", enable_machine_learning: true } },
      ],
    });
    expect(statementOf("account-takeover")).toMatchObject({
      managed_rule_group_configs: [
        {
          aws_managed_rules_atp_rule_set: {
            login_path: "/login",
            request_inspection: {
              payload_type: "JSON",
              username_field: { identifier: "/username" },
              password_field: { identifier: "/password" },
            },
            response_inspection: { status_code: { success_codes: [200], failure_codes: [401, 403] } },
          },
        },
      ],
    });
  });

  test("have override actions and own rules have actions, as WAF asks", () => {
    for (const { statement, action, override_action } of rulesOfAcl(json, acl)) {
      const isGroup = statement.managed_rule_group_statement !== undefined;
      expect([action !== undefined, override_action !== undefined]).toEqual([!isGroup, isGroup]);
    }
  });
});

test("its rules take as much of the capacity as the tables say, statement by statement", () => {
  const environment = environmentOf("production", { presentation: { ...presentation, ...settings } });
  const rules = rulesOf(environment.presentation, routesOf({ environment }), { allowed: "set", blocked: "set" });
  const taken = rulesOfAcl(json, acl).reduce((sum, { statement }) => sum + unitsOf(statement), 0);
  // Groups take 1275, addresses, rate and size 5, what is about hosts and paths the rest.
  expect(taken).toBe(1275 + 5 + 2 * 2 + 4 * 12 + 2 * (3 + 2));
  expect(capacityOf(rules)).toBe(taken);
  expect(taken).toBeLessThan(webAclCapacity.basicPrice);
});
