import { formatUrl } from "@aws-sdk/core/util";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";

/** Keys of a role, as Lambda gives them to its function. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Seconds in which a connection may begin with a token. MSK takes no longer ones. */
const tokenSeconds = 900;

/**
 * Makes the token that authenticates a client to MSK by SASL/OAUTHBEARER: a presigned URL, in the format of AWS's own
 * signers (github.com/aws/aws-msk-iam-sasl-signer-js). Signing takes no call.
 * @param at time of the signature. @default now
 */
export async function brokerToken(region: string, credentials: Keys, at?: Date): Promise<string> {
  const hostname = `kafka.${region}.amazonaws.com`;
  const request = new HttpRequest({
    method: "GET",
    protocol: "https:",
    hostname,
    path: "/",
    query: { Action: "kafka-cluster:Connect" },
    headers: { host: hostname },
  });
  const signer = new SignatureV4({
    service: "kafka-cluster",
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.presign(request, { expiresIn: tokenSeconds, ...(at && { signingDate: at }) });
  return Buffer.from(`${formatUrl(signed)}&User-Agent=strata`).toString("base64url");
}
