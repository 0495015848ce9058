import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** An AWS on this machine that says whose credentials these are, and refuses everything else. */
export interface RefusingAws {
  /** Environment variables by which clients find it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly endpoint: string;
  /** What it was asked, in the words of each service, or as method and path. */
  readonly asked: readonly string[];
}

/** @param account that the credentials belong to */
export async function refusingAws(account: string): Promise<RefusingAws> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = operationOf(request, Buffer.concat(chunks).toString());
    asked.push(operation);
    const isCaller = operation === "GetCallerIdentity";
    const isXml = isCaller || /^(ListOpenIDConnectProviders|ListRoles)$/.test(operation) || /\/strata-/.test(operation);
    response.writeHead(isCaller ? 200 : 403, { "content-type": isXml ? "text/xml" : "application/json" });
    response.end(isCaller ? caller(account) : refusal(isXml, operation));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const variables = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" };
  return { variables, endpoint, asked };
}

function operationOf({ headers, method, url = "" }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.replace(/^.*\./, "");
  return new URLSearchParams(body).get("Action") ?? `${method} ${url.replace(/\?.*/, "")}`;
}

const caller = (account: string) =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
  `<Arn>arn:aws:iam::${account}:user/somebody</Arn><UserId>AIDAEXAMPLE</UserId><Account>${account}</Account>` +
  `</GetCallerIdentityResult></GetCallerIdentityResponse>`;

function refusal(isXml: boolean, operation: string): string {
  if (!isXml) return JSON.stringify({ __type: "AccessDeniedException", message: "not authorized" });
  const error = "<Code>AccessDenied</Code><Message>not authorized</Message>";
  return /strata-/.test(operation)
    ? `<Error>${error}</Error>`
    : `<ErrorResponse><Error>${error}</Error></ErrorResponse>`;
}
