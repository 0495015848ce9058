import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeUsers } from "../../functions/database-users/index";
import { tagNames, userPassword } from "../../functions/rotate-database-user/index";
import { scramVerifier } from "../../functions/rotate-database-user/scram";
import type { Connect } from "../../functions/shared/postgres";
import { onConnection } from "../../functions/shared/postgres";
import { missingPostgres } from "../support/postgres";
import { administratorArn, administratorSecret, startDatabase, type TestDatabase } from "./database";
import { FakeSecretsManager, steps } from "./fake-secrets-manager";

const missing = missingPostgres();
if (missing) console.warn(`NOT TESTED: the rotation of passwords in a database. ${missing}`);

const address = "main.example.com:5432/platform";

function secretOf(user: string, at = address, version = "v1") {
  const tags = { [tagNames.user]: user, [tagNames.address]: at, [tagNames.administrator]: administratorArn };
  return new FakeSecretsManager(version, tags, { [administratorArn]: administratorSecret });
}

const unreached: Connect = () => expect.fail("nothing connects");

describe("the secret of a user", () => {
  test("has what RDS Proxy and the drivers of AWS read", async () => {
    const secrets = secretOf("gateway");
    await secrets.run(userPassword(secrets.client, unreached), "v1", "createSecret");
    expect(JSON.parse(secrets.values.get("v1") ?? "")).toEqual({
      engine: "postgres",
      host: "main.example.com",
      port: 5432,
      dbname: "platform",
      masterarn: administratorArn,
      username: "gateway",
      password: expect.stringMatching(/^.{48}$/),
    });
  });

  test.each(Object.values(tagNames))("is refused without the tag %s", async (name) => {
    const all = { [tagNames.user]: "gateway", [tagNames.address]: address, [tagNames.administrator]: administratorArn };
    const secrets = new FakeSecretsManager("v1", { ...all, [name]: "" });
    const rotation = userPassword(secrets.client, unreached);
    await expect(secrets.run(rotation, "v1", "createSecret")).rejects.toThrow(`no tag ${name}`);
    expect(secrets.values.size).toBe(0);
  });
});

test("a verifier is what RFC 7677 makes of its example", () => {
  expect(scramVerifier("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"))).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:" +
      "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});

describe.skipIf(missing)("the rotation of a user's password", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startDatabase();
    const event = { address: database.address, administrator: administratorArn, follows: false };
    const means = { secrets: database.secrets.client, connect: database.connect, pause: async () => false };
    await makeUsers({ ...event, users: { gateway: { level: "write", reads: [] } } }, means);
  }, 60_000);
  afterAll(() => database?.stop());

  const signIn = (value = "") =>
    onConnection(database.connect(database.address, JSON.parse(value)), (sql) => sql`SELECT current_user AS name`);

  test("lets the user in with the new password, and not with the one before", async () => {
    const secrets = secretOf("gateway", database.address);
    const rotation = userPassword(secrets.client, database.connect);
    await secrets.run(rotation, "v1", ...steps);
    expect(await signIn(secrets.values.get("v1"))).toEqual([{ name: "gateway" }]);
    secrets.stages.set("v2", ["AWSPENDING"]);
    await secrets.run(rotation, "v2", ...steps);
    expect(await signIn(secrets.values.get("v2"))).toEqual([{ name: "gateway" }]);
    await expect(signIn(secrets.values.get("v1"))).rejects.toThrow("password authentication failed");
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
  });

  test("hands no password to the server, only what checks it", async () => {
    const [role] = await database.run("superuser", "SELECT rolpassword FROM pg_authid WHERE rolname = 'gateway'");
    expect(role?.rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/);
  });

  test("stops before the value becomes current when there is no such user", async () => {
    const secrets = secretOf("nobody", database.address);
    const rotation = userPassword(secrets.client, database.connect);
    await expect(secrets.run(rotation, "v1", ...steps)).rejects.toThrow('role "nobody" does not exist');
    expect(secrets.stages.get("v1")).toEqual(["AWSPENDING"]);
  });
});
