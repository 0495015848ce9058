import { expect, test } from "vitest";
import { connectToCache } from "../../../modules/cache/grants";
import { grants } from "../../support/grants";

const of = (resource: string) => `arn:aws:elasticache:us-east-1:111122223333:${resource}`;
const granted = connectToCache({ arn: of("replicationgroup:strata-test-main"), userArn: of("user:strata-test-main") });
const connect = (resource: string) => grants(granted, { action: "elasticache:Connect", resource: of(resource) });

test("an application connects to the cache as its user: IAM is asked for both", async () => {
  expect(await connect("replicationgroup:strata-test-main")).toBe(true);
  expect(await connect("user:strata-test-main")).toBe(true);
});

test.each(["replicationgroup:strata-test-other", "user:strata-test-admin", "user:default"])(
  "it does not connect to %s",
  async (resource) => {
    expect(await connect(resource)).toBe(false);
  },
);

test("does not allow changing the cache", async () => {
  const change = { action: "elasticache:ModifyReplicationGroup", resource: of("replicationgroup:strata-test-main") };
  expect(await grants(granted, change)).toBe(false);
});
