import { type GetSecretValueCommand, ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import type postgres from "postgres";
import { expect, test } from "vitest";
import { makeUsers } from "../../functions/database-users/index";
import type { SecretsClient } from "../../functions/shared/rotation";
import { administratorArn, administratorSecret } from "./database";

const address = "main.example.com:5432/platform";

/** What happens at an attempt: the secret has no value yet, the server answers with an error, or it takes no writes. */
type Attempt = "no value" | "no writes" | Error;

const error = (code: string, message = code) => Object.assign(new Error(message), { code });
const wrongPassword = error("28P01", "password authentication failed");

/** Calls the function with a world in which the attempts go like this, and there is time for no more. */
async function call(follows: boolean, ...attempts: Attempt[]) {
  const world = { attempt: 0, open: 0, pauses: 0 };
  const secrets = {
    send: async (command: unknown) => {
      expect((command as GetSecretValueCommand).input).toEqual({ SecretId: administratorArn });
      const now = attempts[world.attempt];
      if (now === "no value") throw new ResourceNotFoundException({ message: "no value", $metadata: {} });
      return { SecretString: administratorSecret };
    },
  } as unknown as SecretsClient;
  const connect = () => {
    world.open++;
    const now = attempts[world.attempt];
    const ask = async () => {
      if (now instanceof Error) throw now;
      return [{ follows: true }];
    };
    return Object.assign(ask, { end: async () => void world.open-- }) as unknown as postgres.Sql;
  };
  const pause = async () => {
    world.pauses++;
    world.attempt++;
    return world.attempt < attempts.length;
  };
  const event = {
    address,
    administrator: administratorArn,
    follows,
    users: { gateway: { level: "write", reads: [] } as const },
  };
  const result = makeUsers(event, { secrets, connect, pause });
  return { result: await result.catch((reason: Error) => reason.message), world };
}

test("tries again while the secret has no value, no server answers, the password is not set or there is no writer", async () => {
  const { result, world } = await call(false, "no value", error("ENOTFOUND"), wrongPassword, "no writes");
  expect(result).toBe(`${address} takes no writes`);
  expect(world).toEqual({ attempt: 4, open: 0, pauses: 4 });
});

test("says why the last attempt failed", async () => {
  expect(await call(false, "no writes", wrongPassword)).toMatchObject({ result: "password authentication failed" });
  expect(await call(false, error("CONNECT_TIMEOUT"))).toMatchObject({
    result: `${address} does not answer: CONNECT_TIMEOUT`,
  });
});

test.each<[string, Attempt, string]>([
  ["has no writer's name", error("ENOTFOUND"), "does not answer: ENOTFOUND"],
  ["has readers alone", "no writes", "takes no writes"],
])("rests at once where the database follows another and %s", async (_, attempt, why) => {
  const { result, world } = await call(true, attempt, wrongPassword);
  expect(result).toEqual({ rests: `${address} ${why}` });
  expect(world).toEqual({ attempt: 0, open: 0, pauses: 0 });
});

test("does not take another error for a database that follows", async () => {
  expect(await call(true, "no value", wrongPassword)).toMatchObject({ result: "password authentication failed" });
});
