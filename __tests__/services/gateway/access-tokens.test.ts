import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subjectsOf } from "../../../services/gateway/sessions/access-tokens";
import { startUserPool, type TestUserPool } from "../../support/user-pool";

let pool: TestUserPool;
let other: TestUserPool;
beforeAll(async () => {
  [pool, other] = await Promise.all([startUserPool(), startUserPool()]);
});
afterAll(() => {
  pool?.close();
  other?.close();
});

describe("an access token", () => {
  test("of the user pool says whose documents may answer", async () => {
    expect(await subjectsOf(pool)(await pool.tokenOf("sub-ann"))).toBe("sub-ann");
  });

  test.each<[string, () => Promise<string>]>([
    ["has expired", () => pool.tokenOf("sub-ann", {}, "-1m")],
    ["is of another client", () => pool.tokenOf("sub-ann", { client_id: "partner" })],
    ["is an id token", () => pool.tokenOf("sub-ann", { token_use: "id", aud: "web" })],
    ["names no one", () => pool.tokenOf("")],
    ["is of another pool", () => other.tokenOf("sub-ann")],
    ["is of another pool that says it was this one", () => other.tokenOf("sub-ann", { iss: pool.issuer })],
    ["is not signed", async () => new UnsecuredJWT({ sub: "sub-ann" }).setIssuer(pool.issuer).encode()],
    [
      "is signed with a key that the pool does not name",
      () =>
        new SignJWT({ sub: "sub-ann", token_use: "access", client_id: "web" })
          .setProtectedHeader({ alg: "HS256", kid: "k1" })
          .setIssuer(pool.issuer)
          .setExpirationTime("1h")
          .sign(new TextEncoder().encode("k".repeat(48))),
    ],
    ["is none", async () => "a.b.c"],
  ])("that %s opens no documents", async (_, token) => {
    expect(await subjectsOf(pool)(await token())).toBeUndefined();
  });

  test("is not called wrong while the keys of the pool cannot be read", async () => {
    const broken = await startUserPool({ status: 503 });
    const token = await broken.tokenOf("sub-ann");
    await expect(subjectsOf(broken)(token)).rejects.toThrow("JSON Web Key Set");
    broken.close();
    await expect(subjectsOf(broken)(token)).rejects.toThrow();
  });
});
