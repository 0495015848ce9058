import { describe, expect, test } from "vitest";
import { connectDatabase } from "../../../services/gateway/accounts/database";
import { hashPassword, isPassword } from "../../../services/gateway/accounts/passwords";

describe("passwords", () => {
  test("are hashed with a new salt each time", async () => {
    const [one, other] = await Promise.all([hashPassword("the same"), hashPassword("the same")]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPassword("the same", one)).toBe(true);
    expect(await isPassword("another", one)).toBe(false);
  });

  test("are the same however Unicode writes them", async () => {
    // scryptSync("caf\u00e9 au lait", "salt", 32, { N: 1024, r: 8, p: 1 })
    const hash = "scrypt$1024$8$1$c2FsdA$T2UsYrn-pOcrEQBeb7qVuHBGfUPYRsFI2Gu81oo8HjM";
    expect(await isPassword("caf\u00e9 au lait", hash)).toBe(true);
    expect(await isPassword("cafe\u0301 au lait", hash)).toBe(true);
  });

  test("of accounts that are not there are never right", async () => {
    expect(await isPassword("", undefined)).toBe(false);
  });

  test("are checked with what they were hashed with, after the cost was raised too", async () => {
    // scryptSync("old", "salt", 32, { N: 1024, r: 8, p: 1 })
    const old = "scrypt$1024$8$1$c2FsdA$VwsHmwxhzGs9u6nEV_sORCTJjc6t0luuzxSqpegJgq0";
    expect(await isPassword("old", old)).toBe(true);
    expect(await isPassword("new", old)).toBe(false);
    await expect(isPassword("old", "plain")).rejects.toThrow("in a form that is not known");
  });
});

describe("connections to the database", () => {
  const server = { host: "proxy.example.com", port: 5432, name: "platform", user: "gateway" };
  const credentials = async () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
  const { options } = connectDatabase(server, "eu-central-1", credentials);

  test("sign in with a token for this user, host and port, new for each", async () => {
    const password = options.pass as unknown as () => Promise<string>;
    const token = new URL(`https://${await password()}`);
    expect(token.host).toBe("proxy.example.com:5432");
    expect(Object.fromEntries(token.searchParams)).toMatchObject({
      Action: "connect",
      DBUser: "gateway",
      "X-Amz-Credential": expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/),
      "X-Amz-Expires": "900",
    });
  });

  test("go to a server that shows who it is, and prepare no statements that would hold the proxy's connection", () => {
    expect(options.ssl).toEqual({ servername: "proxy.example.com", rejectUnauthorized: true });
    expect(options.prepare).toBe(false);
  });
});
