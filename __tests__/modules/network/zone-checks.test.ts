import { expect, test } from "vitest";
import { ZoneChecks } from "../../../modules/network/zone-checks";
import { testSite } from "../../support/site";
import { probe } from "../../support/synthesis";

const lookups = (unfit: Readonly<Record<string, string>>) =>
  probe((stack) => {
    const zones = ["us-east-1a", "us-east-1b"];
    new ZoneChecks(stack, "zone", { site: testSite(stack), zones, unfit });
  }).data?.aws_availability_zone;

test("a plan looks every zone up and fails in one that lacks a service, with the zone, its id and the reason", () => {
  const found = lookups({ "use1-az3": "RDS Proxy does" });
  expect(Object.keys(found ?? {})).toEqual(["zone_a", "zone_b"]);
  expect(found?.zone_a).toMatchObject({
    name: "us-east-1a",
    lifecycle: {
      postcondition: [
        {
          condition: '${self.zone_id != "use1-az3"}',
          error_message: expect.stringMatching(
            /^expected zones .*got \$\{self\.name\}, which is use1-az3 in account 111122223333: RDS Proxy does not exist there\. Name another zone/,
          ),
        },
      ],
    },
  });
});

test("where every zone has everything, the account has to have it, and nothing else", () => {
  expect(lookups({})?.zone_a).toMatchObject({ name: "us-east-1a" });
  expect(lookups({})?.zone_a).not.toHaveProperty("lifecycle");
});
