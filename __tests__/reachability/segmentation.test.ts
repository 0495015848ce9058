import { describe, expect, test } from "vitest";
import { type Analysis, analyze } from "../../policies/reachability/analysis";
import { reachabilityReport } from "../../policies/reachability/report";
import { errorsOf, sentences } from "../../policies/reachability/segmentation";
import { link } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { environmentOf } from "../support/environment";
import { fakeStack } from "../support/fake-stacks";
import { stacksUpTo } from "../support/layers";
import { groupRule, id, type Resources } from "./topology";

/** Changes the resources of the network layer, or adds to the stacks. */
type Change = (network: Resources, stacks: Stack[]) => void;

const platform = stacksUpTo("data", environmentOf("sandbox"));

/** The analysis of the platform's own network, changed in its JSON. */
function analysisWith(...changes: readonly Change[]): Analysis {
  const stacks = structuredClone(platform);
  const network = stacks.find(({ layer }) => layer === "network")?.json.resource as Resources;
  for (const change of changes) change(network, stacks);
  return analyze(link(stacks), "test");
}

/** Every error, after the number of the sentence it is against. */
function errorsWith(...changes: readonly Change[]): readonly string[] {
  const analysis = analysisWith(...changes);
  return sentences.flatMap((sentence, index) => errorsOf(sentence, analysis).map((error) => `${index + 1} ${error}`));
}

const route =
  (table: string, gateway: Record<string, unknown>): Change =>
  ({ aws_route }) => {
    Object.assign(aws_route ?? {}, {
      more: { route_table_id: id(`aws_route_table.${table}`), destination_cidr_block: "0.0.0.0/0", ...gateway },
    });
  };
const groupRules =
  (direction: "ingress" | "egress", group: string, from: number, to: number, peer: Record<string, unknown>): Change =>
  (network) => {
    const rules = network[`aws_vpc_security_group_${direction}_rule`] ?? {};
    rules[`more_${group}`] = groupRule(`tier_${group}`, from, to, peer);
  };
/** The tier falls back to AWS's default ACL, which lets everything through. */
const withoutAcl =
  (tier: string): Change =>
  ({ aws_network_acl: acls = {}, aws_network_acl_rule: rules = {} }) => {
    delete acls[`vpc_${tier}`];
    for (const [name, rule] of Object.entries(rules)) {
      if (rule.network_acl_id === id(`aws_network_acl.vpc_${tier}`)) delete rules[name];
    }
  };
const internetGateway = { gateway_id: id("aws_internet_gateway.vpc") };
const anywhere = { cidr_ipv4: "0.0.0.0/0" };
const group = (name: string) => ({ referenced_security_group_id: id(`aws_security_group.tier_${name}`) });

/** A stack above the network with one resource that is where `vpc_config` says, behind its own group. */
const placed =
  (tier: string, ingressPort: number): Change =>
  (_, stacks) => {
    const output = (name: string) => `\${data.terraform_remote_state.network.outputs.${name}}`;
    const resources = {
      "aws_security_group.door": { vpc_id: output("vpc_id") },
      "aws_vpc_security_group_ingress_rule.door": groupRule("door", ingressPort, ingressPort, anywhere),
      "aws_lb.door": { subnets: output(`${tier}_subnet_ids`), security_groups: [id("aws_security_group.door")] },
    };
    // It reads the network layer as the data layer does.
    const { terraform_remote_state = {} } = stacks.find(({ layer }) => layer === "data")?.json.data ?? {};
    stacks.push(fakeStack("test-application", { resources, json: { data: { terraform_remote_state } } }));
  };

describe("a sentence stops being true with", () => {
  test.each<readonly [string, string, readonly Change[]]>([
    [
      "a route from data to the internet gateway",
      "1 test: anything in data reaches internet (TCP 443)",
      [route("vpc_data", internetGateway)],
    ],
    [
      "a route from data to a NAT gateway",
      "1 test: anything in data reaches internet (TCP 443)",
      [route("vpc_data", { nat_gateway_id: id("aws_nat_gateway.vpc_nat_a") })],
    ],
    [
      "a route from ai to the internet gateway",
      "1 test: internet reaches anything in ai (TCP 32768-65535)",
      [route("vpc_ai", internetGateway)],
    ],
    [
      "a route from application to the internet gateway",
      "4 test: internet reaches anything in application (everything)",
      [
        route("vpc_application_a", internetGateway),
        withoutAcl("application"),
        ({ aws_route }) => {
          delete aws_route?.vpc_application_a_internet;
        },
      ],
    ],
    [
      "the edge opened to everybody",
      "3 test: internet reaches edge (TCP 443)",
      [groupRules("ingress", "edge", 443, 443, anywhere)],
    ],
    [
      "the edge opened to CloudFront on another port",
      "3 test: CloudFront reaches edge (TCP 80)",
      [groupRules("ingress", "edge", 80, 80, { prefix_list_id: id("data.aws_ec2_managed_prefix_list.cloudfront") })],
    ],
    [
      "the application group opened to everybody",
      "3 test: internet reaches application in public (TCP 8080)",
      [groupRules("ingress", "application", 8080, 8080, anywhere)],
    ],
    [
      "data opened to the edge's group",
      "2 test: edge reaches data (TCP 5432)",
      [
        groupRules("ingress", "data", 5432, 5432, group("edge")),
        groupRules("egress", "edge", 5432, 5432, group("data")),
        withoutAcl("data"),
      ],
    ],
    [
      "data opened to application on another port",
      "2 test: application reaches data (TCP 9200)",
      [
        groupRules("ingress", "data", 9200, 9200, group("application")),
        groupRules("egress", "application", 9200, 9200, group("data")),
      ],
    ],
    [
      "another load balancer in the public tier",
      "3 test: internet reaches application/door in public (TCP 443)",
      [placed("public", 443)],
    ],
    [
      "a load balancer in the data tier that takes all of the VPC",
      "2 test: anything in public reaches application/door in data (TCP 8080)",
      [placed("data", 8080), withoutAcl("data")],
    ],
    [
      "a network ACL that drops what a host learns of too large packets by",
      "6 test: aws_subnet.vpc_application_a in application drops ICMP type 3, code 4",
      [
        ({ aws_network_acl_rule: rules = {} }) => {
          delete rules.vpc_application_ingress_140;
        },
      ],
    ],
  ])("%s", (_, error, changes) => {
    expect(errorsWith()).not.toContain(error);
    expect(errorsWith(...changes)).toContain(error);
  });
});

describe("the second fence holds against", () => {
  test.each<readonly [string, readonly Change[]]>([
    [
      "SSH opened to everybody in the edge's group: the network ACL has no port 22",
      [groupRules("ingress", "edge", 22, 22, anywhere)],
    ],
    ["a way out for the data group: it has no route", [groupRules("egress", "data", 0, 65535, anywhere)]],
    ["a public load balancer in the ai tier: it has no route", [placed("ai", 443)]],
  ])("%s", (_, changes) => {
    expect(errorsWith(...changes)).toEqual(errorsWith());
  });
});

test("the report lists environments separately when they differ, and resources elsewhere", () => {
  const analysis = analysisWith();
  const other = { ...analysisWith(placed("public", 443)), environment: "other" };
  const report = reachabilityReport([analysis, { ...analysis, environment: "twin" }, other]);
  expect(report.match(/^## .*$/gm)).toEqual(["## test, twin", "## other", "## How to read it"]);
  expect(report).toMatch(/\| internet +\| application\/door in public +\| TCP 443 +\|/);
});
