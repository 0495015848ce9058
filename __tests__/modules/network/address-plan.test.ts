import { containsCidr, overlapCidr } from "cidr-tools";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planAddresses, subnetTiers } from "../../../modules/network/address-plan";

/** Every VPC range the platform accepts: /16 to /20 in 10.0.0.0/8, starting where its mask says. */
const vpc = fc
  .record({ prefix: fc.integer({ min: 16, max: 20 }), index: fc.nat({ max: 255 }) })
  .map(({ prefix, index }) => ({ prefix, cidr: `10.${index}.0.0/${prefix}` }));
const zones = fc.integer({ min: 1, max: 4 });

describe("the address plan", () => {
  test("of a /16 in two zones", () => {
    expect(planAddresses("10.0.0.0/16", 2)).toEqual({
      tiers: { application: "10.0.0.0/17", ai: "10.0.128.0/18", data: "10.0.192.0/19", public: "10.0.224.0/20" },
      subnets: {
        application: ["10.0.0.0/19", "10.0.32.0/19"],
        ai: ["10.0.128.0/20", "10.0.144.0/20"],
        data: ["10.0.192.0/21", "10.0.200.0/21"],
        public: ["10.0.224.0/22", "10.0.228.0/22"],
      },
    });
  });

  test("keeps every subnet in its tier, every tier in the VPC, and all apart", () => {
    fc.assert(
      fc.property(vpc, zones, ({ cidr }, count) => {
        const plan = planAddresses(cidr, count);
        for (const tier of subnetTiers) {
          expect(containsCidr(cidr, plan.tiers[tier])).toBe(true);
          expect(plan.subnets[tier]).toHaveLength(count);
          expect(containsCidr(plan.tiers[tier], [...plan.subnets[tier]])).toBe(true);
        }
        const all = subnetTiers.flatMap((tier) => plan.subnets[tier]);
        for (const [index, one] of all.entries()) {
          for (const other of all.slice(index + 1)) expect(overlapCidr(one, other)).toBe(false);
        }
      }),
    );
  });

  test("does not move a subnet when a zone is added", () => {
    fc.assert(
      fc.property(vpc, fc.integer({ min: 1, max: 3 }), ({ cidr }, count) => {
        const [before, after] = [planAddresses(cidr, count), planAddresses(cidr, count + 1)];
        for (const tier of subnetTiers) expect(after.subnets[tier].slice(0, count)).toEqual(before.subnets[tier]);
      }),
    );
  });

  test("leaves no subnet smaller than AWS allows (/28) or than a load balancer wants (/27)", () => {
    fc.assert(
      fc.property(vpc, zones, ({ cidr }, count) => {
        for (const subnet of Object.values(planAddresses(cidr, count).subnets).flat()) {
          expect(Number(subnet.split("/")[1])).toBeLessThanOrEqual(27);
        }
      }),
    );
  });
});
