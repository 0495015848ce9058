import { request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";

/** What a canary asks, and what it wants to hear. */
export interface Probe {
  readonly url: string;
  /** Status of a good answer. 101 opens a WebSocket. */
  readonly status: number;
  /** Asks for a WebSocket. */
  readonly webSocket: boolean;
  /** Longest wait for the answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** What every WebSocket begins with (RFC 6455, section 4.1). The key proves nothing, so that it may be the same each time. */
const upgrade = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "c3RyYXRhLWNhbmFyeS0wMQ==",
};

/**
 * Asks once.
 * @throws Error when the answer is another one, or does not come in time
 */
export async function probe({ url, status, webSocket, timeoutMs }: Probe): Promise<void> {
  const answered = await statusOf(url, webSocket, timeoutMs);
  if (answered !== status) throw new Error(`${url}: expected status ${status}, got ${answered}.`);
}

function statusOf(url: string, webSocket: boolean, timeoutMs: number): Promise<number | undefined> {
  const request = url.startsWith("https:") ? requestByHttps : requestByHttp;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      // Not over a kept connection, which could be closed by now.
      agent: false,
      headers: { "User-Agent": "strata-canary", ...(webSocket && upgrade) },
      signal: AbortSignal.timeout(timeoutMs),
    });
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    asked.on("error", (error) => {
      const why = error.name === "AbortError" ? `no answer within ${timeoutMs} ms` : error.message;
      reject(new Error(`${url}: ${why}.`, { cause: error }));
    });
    asked.end();
  });
}
