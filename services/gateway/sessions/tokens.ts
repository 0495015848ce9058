import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { KeySource } from "./signing-keys";

const algorithm = "HS256";
const issuer = "gateway";

const claims = z.object({ sid: z.string().min(1) });

/** What a token says. */
export interface TokenContent {
  readonly sessionId: string;
  /** In seconds since 1970. */
  readonly expiresAt: number;
}

/** A token for a session. Without the key, what is in the table of sessions opens none. */
export async function issueToken(keys: KeySource, { sessionId, expiresAt }: TokenContent): Promise<string> {
  const { id, secret } = await keys.current();
  return await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: algorithm, kid: id })
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(expiresAt)
    .sign(secret);
}

/** The id of the session that a token is for. Undefined when the token is not ours, was changed or has expired. */
export async function sessionIdOf(keys: KeySource, token: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = kid ? await keys.find(kid) : undefined;
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key.secret;
      },
      { algorithms: [algorithm], issuer, requiredClaims: ["exp"] },
    );
    return claims.safeParse(payload).data?.sid;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
