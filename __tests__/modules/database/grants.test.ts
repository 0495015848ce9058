import { expect, test } from "vitest";
import { connectToDatabase } from "../../../modules/database/grants";
import { grants } from "../../support/grants";
import { testLocation } from "../../support/site";

const granted = connectToDatabase(testLocation, { resourceId: "prx-0a1b2c3d", user: "gateway" });
const connect = (user: string, region = "us-east-1") =>
  grants(granted, { action: "rds-db:connect", resource: `arn:aws:rds-db:${region}:111122223333:dbuser:${user}` });

test("a user of the database connects as itself, to this database", async () => {
  expect(await connect("prx-0a1b2c3d/gateway")).toBe(true);
});

test.each([
  ["as another user", "prx-0a1b2c3d/reporting"],
  ["as a user whose name begins alike", "prx-0a1b2c3d/gateway_admin"],
  ["to another database", "prx-99999999/gateway"],
  ["past the proxy", "cluster-ABCDEFGHIJKL/gateway"],
])("no one connects %s", async (_, user) => {
  expect(await connect(user)).toBe(false);
});

test("denies connecting to a database of another region", async () => {
  expect(await connect("prx-0a1b2c3d/gateway", "us-west-2")).toBe(false);
});
