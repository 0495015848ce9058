import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type { Credentials } from "./postgres";
import type { SecretsClient } from "./rotation";

/** The current credentials in a secret. @throws Error before the secret has a value */
export async function credentialsIn(client: SecretsClient, SecretId: string): Promise<Credentials> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  const { username, password } = JSON.parse(SecretString ?? "{}") as Partial<Credentials>;
  if (!username || !password) throw new Error("The secret has no username or no password");
  return { username, password };
}
