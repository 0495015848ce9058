import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import type { Answered } from "./stub-transport";

/** A request to one of the services. */
export interface Call {
  /** Operation in the words of its service, as in `GetItem`, or the path where a service has no operations. */
  readonly operation: string;
  readonly body: Record<string, unknown>;
}

/**
 * A server on this machine that answers for AWS, for functions that make their clients themselves.
 * @returns its address in environment variables, by which clients find it
 */
export async function localAws(answer: (call: Call) => Answered | Promise<Answered>) {
  const respond: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const call = { operation: operationOf(request), body: text === "" ? {} : JSON.parse(text) };
    const { status = 200, headers, body = "{}" } = await answer(call);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  };
  const all = createServer(respond);
  // Clients of Bedrock speak HTTP/2.
  const bedrock = createHttp2Server(respond as unknown as Parameters<typeof createHttp2Server>[1]);
  const bedrockUrl = await listening(bedrock);
  return {
    variables: {
      AWS_ENDPOINT_URL: await listening(all),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockUrl,
      AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: bedrockUrl,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    },
    close: () => {
      all.close();
      bedrock.close();
    },
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function operationOf({ headers, url = "" }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? target.replace(/^.*\./, "") : url;
}
