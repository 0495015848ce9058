import { type GetSecretValueCommand, ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "vitest";
import { SigningKeys } from "../../../services/gateway/sessions/signing-keys";
import { issueToken, sessionIdOf } from "../../../services/gateway/sessions/tokens";
import { FakeLog } from "./fakes";

const hour = 3_600_000;
const sessionSeconds = 12 * 3600;

/** A secret that rotates, and a clock. */
class FakeSecret {
  now = Date.now();
  reads = 0;
  answers = true;
  readonly log = new FakeLog();
  private readonly versions: { VersionId: string; SecretString: string; CreatedDate: Date }[] = [];

  constructor() {
    this.rotate();
  }

  rotate(): void {
    const VersionId = `v${this.versions.length + 1}`;
    this.versions.unshift({ VersionId, SecretString: VersionId.repeat(24), CreatedDate: new Date(this.now) });
  }

  /** What an instance of the service knows of it. */
  instance(): SigningKeys {
    const send = async (command: GetSecretValueCommand) => {
      this.reads++;
      if (!this.answers) throw new Error("throttled");
      const version = this.versions[command.input.VersionStage === "AWSPREVIOUS" ? 1 : 0];
      if (!version) throw new ResourceNotFoundException({ message: "no such stage", $metadata: {} });
      return version;
    };
    const client = { send } as ConstructorParameters<typeof SigningKeys>[0];
    return new SigningKeys(client, "arn:secret", sessionSeconds, this.log, () => this.now);
  }
}

const idOf = async (keys: SigningKeys, id: string) => (await keys.find(id))?.id;

describe("signing keys", () => {
  test("are read once in five minutes, also by those who ask at the same time", async () => {
    const secret = new FakeSecret();
    const keys = secret.instance();
    await Promise.all([keys.current(), keys.current(), keys.find("v1")]);
    expect(secret.reads).toBe(2);
    secret.now += 299_000;
    await keys.current();
    expect(secret.reads).toBe(2);
    secret.now += 2_000;
    await keys.current();
    expect(secret.reads).toBe(4);
  });

  test("sign with the new version once it was read, and take what the one before signed", async () => {
    const secret = new FakeSecret();
    const keys = secret.instance();
    const { id } = await keys.current();
    secret.rotate();
    secret.now += 301_000;
    expect((await keys.current()).id).toBe("v2");
    expect(await idOf(keys, id)).toBe("v1");
  });

  test("take the version before until its sessions have ended, and one more hour", async () => {
    const secret = new FakeSecret();
    secret.rotate();
    const keys = secret.instance();
    expect(await idOf(keys, "v1")).toBe("v1");
    secret.now += 13 * hour - 1;
    expect(await idOf(keys, "v1")).toBe("v1");
    secret.now += 1;
    expect(await idOf(keys, "v1")).toBeUndefined();
    expect(await idOf(keys, "v2")).toBe("v2");
  });

  test("of before the last two rotations count no more", async () => {
    const secret = new FakeSecret();
    secret.rotate();
    secret.rotate();
    expect(await idOf(secret.instance(), "v1")).toBeUndefined();
  });

  test("that another instance knows already are looked for, but not all the time", async () => {
    const secret = new FakeSecret();
    const keys = secret.instance();
    await keys.current();
    secret.rotate();
    expect(await idOf(keys, "v2")).toBeUndefined();
    secret.now += 2_000;
    expect(await idOf(keys, "v2")).toBe("v2");
    const { reads } = secret;
    for (let forged = 0; forged < 100; forged++) await keys.find(`forged-${forged}`);
    expect(secret.reads).toBe(reads);
  });

  test("stay in use while Secrets Manager does not answer, with a warning", async () => {
    const secret = new FakeSecret();
    const keys = secret.instance();
    await keys.current();
    secret.answers = false;
    secret.now += 301_000;
    expect((await keys.current()).id).toBe("v1");
    expect(secret.log.lines).toMatchObject([{ level: "warn", message: "The signing keys could not be read again" }]);
    await expect(secret.instance().current()).rejects.toThrow("throttled");
  });
});

describe("tokens", () => {
  const later = () => Math.floor(Date.now() / 1000) + 60;

  test("say which session they are for, to every instance", async () => {
    const secret = new FakeSecret();
    const token = await issueToken(secret.instance(), { sessionId: "abc", expiresAt: later() });
    expect(await sessionIdOf(secret.instance(), token)).toBe("abc");
  });

  test("are worth nothing when they have expired, were changed, or have another signature or none", async () => {
    const secret = new FakeSecret();
    const keys = secret.instance();
    const content = { sessionId: "abc", expiresAt: later() };
    const [header, , signature] = (await issueToken(keys, content)).split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const payload = encode({ sid: "other", iss: "gateway", exp: content.expiresAt });
    const other: Pick<SigningKeys, "current" | "find"> = {
      current: async () => ({ id: "v1", secret: new TextEncoder().encode("x".repeat(48)) }),
      find: async () => undefined,
    };
    for (const token of [
      await issueToken(keys, { sessionId: "abc", expiresAt: later() - 61 }),
      await issueToken(other, content),
      `${header}.${payload}.${signature}`,
      `${encode({ alg: "none", kid: "v1" })}.${payload}.`,
      "no token",
      "",
    ]) {
      expect(await sessionIdOf(keys, token)).toBeUndefined();
    }
  });
});
