import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";

/** The user pool that people sign in to their documents with, and the client that they do it by. */
export interface UserPool {
  /** What tokens say they are from, as in "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc". */
  readonly issuer: string;
  readonly clientId: string;
}

/**
 * Whose access token it is: the subject that the documents API knows as their owner. Undefined when the pool has not issued it
 * to the client, or it has expired.
 * @throws Error when the keys of the pool cannot be read
 */
export type SubjectOf = (token: string) => Promise<string | undefined>;

/** Whether it was the keys that could not be read: the token may be right. */
function isWithoutKeys(error: errors.JOSEError): boolean {
  return (
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === errors.JOSEError.code
  );
}

/**
 * Checks access tokens of a user pool, as the authorizer of the documents API does
 * (docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
 * @param keys where the keys of the pool are
 */
export function subjectsOf(
  { issuer, clientId }: UserPool,
  keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
): SubjectOf {
  const claims = z.object({ sub: z.string().min(1), token_use: z.literal("access"), client_id: z.literal(clientId) });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ["RS256"], requiredClaims: ["exp"] });
      return claims.safeParse(payload).data?.sub;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || isWithoutKeys(error)) throw error;
      return undefined;
    }
  };
}
