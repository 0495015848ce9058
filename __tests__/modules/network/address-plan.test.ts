import { containsCidr, overlapCidr } from "cidr-tools";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planAddresses, subnetTiers } from "../../../modules/network/address-plan";

/** Every VPC range the platform accepts: /16 to /20 in 10.0.0.0/8, starting where its mask says. */
const vpc = fc
  .record({ prefix: fc.integer({ min: 16, max: 20 }), index: fc.nat({ max: 255 }) })
  .map(({ prefix, index }) => ({ prefix, cidr: `10.${index}.0.0/${prefix}` }));

describe("the address plan", () => {
  test("of a /16", () => {
    expect(planAddresses("10.0.0.0/16")).toEqual({
      tiers: { application: "10.0.0.0/17", ai: "10.0.128.0/18", data: "10.0.192.0/19", public: "10.0.224.0/20" },
      subnets: {
        application: ["10.0.0.0/19", "10.0.32.0/19", "10.0.64.0/19", "10.0.96.0/19"],
        ai: ["10.0.128.0/20", "10.0.144.0/20", "10.0.160.0/20", "10.0.176.0/20"],
        data: ["10.0.192.0/21", "10.0.200.0/21", "10.0.208.0/21", "10.0.216.0/21"],
        public: ["10.0.224.0/22", "10.0.228.0/22", "10.0.232.0/22", "10.0.236.0/22"],
      },
    });
  });

  test("keeps every subnet in its tier, every tier in the VPC, and all apart", () => {
    fc.assert(
      fc.property(vpc, ({ cidr }) => {
        const plan = planAddresses(cidr);
        for (const tier of subnetTiers) {
          expect(containsCidr(cidr, plan.tiers[tier])).toBe(true);
          expect(plan.subnets[tier]).toHaveLength(4);
          expect(containsCidr(plan.tiers[tier], [...plan.subnets[tier]])).toBe(true);
        }
        const all = subnetTiers.flatMap((tier) => plan.subnets[tier]);
        for (const [index, one] of all.entries()) {
          for (const other of all.slice(index + 1)) expect(overlapCidr(one, other)).toBe(false);
        }
      }),
    );
  });

  test("leaves no subnet smaller than AWS allows (/28) or than a load balancer wants (/27)", () => {
    fc.assert(
      fc.property(vpc, ({ cidr }) => {
        for (const subnet of Object.values(planAddresses(cidr).subnets).flat()) {
          expect(Number(subnet.split("/")[1])).toBeLessThanOrEqual(27);
        }
      }),
    );
  });
});
