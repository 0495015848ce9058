import fc from "fast-check";
import { expect, test } from "vitest";
import { covers } from "../../policies/reachability/traffic";
import { aclRule, everyEnd, groupRule, peerGroup, type Resources, reachIn, threeTiers } from "./topology";

const tier = fc.constantFrom("web", "app", "db");
const cidr = fc.constantFrom("0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.0.128/25", "8.8.8.0/24", "10.0.3.7/32");
const ports = fc.constantFrom<readonly [number, number]>([0, 65535], [443, 443], [1024, 65535], [5432, 7000]);
const direction = fc.constantFrom("ingress", "egress");

/** One more line in the topology: a rule of a security group or of a network ACL. */
type Line = (resources: Resources, key: string) => void;
const securityGroupRule: fc.Arbitrary<Line> = fc
  .record({ group: tier, ports, peer: fc.oneof(cidr, tier), direction })
  .map(({ group, ports: [from, to], peer, direction }) => (resources, key) => {
    const other = peer.includes("/") ? { cidr_ipv4: peer } : peerGroup(peer);
    const type = `aws_vpc_security_group_${direction}_rule`;
    resources[type] = { ...resources[type], [key]: groupRule(group, from, to, other) };
  });
const networkAclRule = (action: "allow" | "deny"): fc.Arbitrary<Line> =>
  fc
    .record({ acl: fc.constantFrom("web", "db"), cidr, ports, direction, number: fc.integer({ min: 1, max: 200 }) })
    .map(({ acl, cidr, ports: [from, to], direction, number }) => (resources) => {
      const args = resources.aws_network_acl?.[acl] ?? {};
      args[direction] = [...(args[direction] as unknown[]), aclRule(number, cidr, from, to, action)];
    });

function build(lines: readonly Line[]) {
  const resources = threeTiers();
  lines.forEach((line, index) => {
    line(resources, `line_${index}`);
  });
  return resources;
}

function expectNoMore(less: Resources, more: Resources) {
  const [fewer, all] = [reachIn(less), reachIn(more)];
  for (const from of everyEnd) {
    for (const to of everyEnd) {
      expect(covers(all(from, to).possible, fewer(from, to).possible), `${from} to ${to}, possible`).toBe(true);
      expect(covers(all(from, to).dependable, fewer(from, to).dependable), `${from} to ${to}, dependable`).toBe(true);
    }
  }
}

const allowing = fc.oneof(securityGroupRule, networkAclRule("allow"));
const anyLines = fc.array(fc.oneof(allowing, networkAclRule("deny")), { maxLength: 6 });

test("a rule that allows, taken away, never makes more reachable", () => {
  fc.assert(
    fc.property(anyLines, allowing, (lines, line) => expectNoMore(build(lines), build([...lines, line]))),
    { numRuns: 60 },
  );
});

test("a deny, added, never makes more reachable", () => {
  fc.assert(
    fc.property(anyLines, networkAclRule("deny"), (lines, deny) => expectNoMore(build([...lines, deny]), build(lines))),
    { numRuns: 60 },
  );
});

test("a route taken away never makes more reachable", () => {
  fc.assert(
    fc.property(anyLines, fc.constantFrom("web", "app"), (lines, route) => {
      const less = build(lines);
      delete less.aws_route?.[route];
      expectNoMore(less, build(lines));
    }),
    { numRuns: 40 },
  );
});
