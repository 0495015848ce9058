import { formatUrl } from "@aws-sdk/core/util";
import { createClient } from "@redis/client";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Credentials } from "./aws";
import type { IamServer } from "./config";

/** Seconds that a token works for new connections. ElastiCache takes no longer ones. */
const tokenSeconds = 900;

/** Longest pause between two tries to connect again, in milliseconds. */
const longestPause = 2_000;

export type Cache = ReturnType<typeof connectCache>;

/** Signs tokens for one user of one cache (docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html). */
export function cacheTokens(
  { name, user }: Pick<IamServer, "name" | "user">,
  region: string,
  credentials: Credentials,
): () => Promise<string> {
  const signer = new SignatureV4({ service: "elasticache", region, credentials, sha256: Sha256 });
  const protocol = "http:";
  return async () => {
    const request = new HttpRequest({
      method: "GET",
      protocol,
      hostname: name,
      path: "/",
      query: { Action: "connect", User: user },
      headers: { host: name },
    });
    const signed = await signer.presign(request, { expiresIn: tokenSeconds });
    return formatUrl(signed).replace(`${protocol}//`, "");
  };
}

/**
 * A client of the cache, over TLS, which connects again by itself with a new token: ElastiCache ends connections after
 * 12 hours. A command fails at once while there is no connection.
 */
export function connectCache(server: IamServer, region: string, credentials: Credentials) {
  const { host, port, user } = server;
  const token = cacheTokens(server, region, credentials);
  return createClient({
    socket: {
      host,
      port,
      tls: true,
      servername: host,
      connectTimeout: 5_000,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, longestPause),
    },
    credentialsProvider: {
      type: "async-credentials-provider",
      credentials: async () => ({ username: user, password: await token() }),
    },
    disableOfflineQueue: true,
    // Notices a connection that died without a word.
    pingInterval: 10_000,
  });
}
