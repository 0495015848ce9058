import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** Claims of a token in addition to those that every access token has. */
type Claims = Readonly<Record<string, unknown>>;

/** A user pool on this machine, as far as who checks its tokens sees it. */
export interface TestUserPool {
  readonly issuer: string;
  readonly clientId: string;
  /** An access token as Cognito makes it. @param expires when it ends @default in an hour */
  tokenOf(subject: string, claims?: Claims, expires?: string): Promise<string>;
  close(): void;
}

/** @param status what a request for the keys is answered with @default 200 */
export async function startUserPool({ status = 200 } = {}): Promise<TestUserPool> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" }];
  const server = createServer((request, response) => {
    const found = request.url === "/us-east-1_test/.well-known/jwks.json";
    response.writeHead(found ? status : 404, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/us-east-1_test`;
  const clientId = "web";
  return {
    issuer,
    clientId,
    tokenOf: (subject, claims = {}, expires = "1h") =>
      new SignJWT({ sub: subject, token_use: "access", client_id: clientId, scope: "openid", ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "k1" })
        .setIssuer(typeof claims.iss === "string" ? claims.iss : issuer)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
