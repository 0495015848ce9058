import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Cache, cacheTokens, connectCache } from "../../../services/gateway/cache";
import { limitsIn } from "../../../services/gateway/limits";

const credentials = async () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token+/=" });

describe("tokens for the cache", () => {
  test("are those that botocore signs: the request to connect, for 15 minutes, without its scheme", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-01-02T03:04:05Z"), toFake: ["Date"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const token = await cacheTokens({ name: "strata-dev-main", user: "app" }, "eu-central-1", credentials)();
    const url = new URL(`http://${token}`);
    expect([url.host, url.pathname]).toEqual(["strata-dev-main", "/"]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      Action: "connect",
      User: "app",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIDEXAMPLE/20260102/eu-central-1/elasticache/aws4_request",
      "X-Amz-Date": "20260102T030405Z",
      "X-Amz-Expires": "900",
      "X-Amz-Security-Token": "token+/=",
      "X-Amz-SignedHeaders": "host",
      // RequestSigner.generate_presigned_url of botocore with the same credentials and time
      "X-Amz-Signature": "79b5ce8b4c6b187e3421f968aa465faa959b84c3a04fd230a3f2fcf6d5e9f293",
    });
  });
});

describe("connections to the cache", () => {
  test("are made over TLS, with a new token each time", async () => {
    const server = { host: "cache.example.com", port: 6379, name: "strata-dev-main", user: "app" };
    const { options } = connectCache(server, "eu-central-1", credentials);
    expect(options?.socket).toMatchObject({ tls: true, servername: "cache.example.com" });
    const provider = options?.credentialsProvider;
    if (provider?.type !== "async-credentials-provider") throw new Error("no provider of credentials");
    expect(await provider.credentials()).toEqual({
      username: "app",
      password: expect.stringMatching(/^strata-dev-main\/\?Action=connect/),
    });
  });
});

describe("limits", () => {
  const commands: unknown[][] = [];

  /** A cache that answers the script of the limiter so. */
  function cacheThat(answer: () => Promise<number[]>): Cache {
    const evaluate = (...command: unknown[]) => {
      commands.push(command);
      return answer();
    };
    return { isReady: true, eval: evaluate } as unknown as Cache;
  }

  test("are counted in the cache, under keys that do not show who it is", async () => {
    const count = limitsIn(cacheThat(async () => [5, 900_000]));
    expect(await count("signInByAccount", "ada@example.com")).toBeUndefined();
    expect(JSON.stringify(commands)).toMatch(/limit:signInByAccount:[\w-]{43}/);
    expect(JSON.stringify(commands)).not.toContain("ada");
  });

  test("say how many seconds to wait, rounded up", async () => {
    const count = limitsIn(cacheThat(async () => [6, 12_001]));
    expect(await count("signInByAccount", "ada@example.com")).toBe(13);
  });

  test.each([
    ["refuses", async () => Promise.reject(new Error("READONLY"))],
    ["says nothing", () => new Promise<number[]>(() => {})],
  ])("go on in this instance when the cache %s", async (_, answer) => {
    const count = limitsIn(cacheThat(answer));
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => count("signInByAccount", "ada@example.com")));
    expect(tries).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(await count("signInByAccount", "ada@example.com")).toBeGreaterThan(0);
    expect(await count("signInByAccount", "eve@example.com")).toBeUndefined();
  });
});
