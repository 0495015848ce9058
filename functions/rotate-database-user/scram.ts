import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** As many as PostgreSQL takes by default. */
const iterations = 4096;

/**
 * What PostgreSQL keeps of a password: enough to check it, and too little to sign in with (RFC 5803). Handed over instead
 * of the password, it keeps the password out of every log of the server. The password is ASCII.
 */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyFor = (what: string) => createHmac("sha256", salted).update(what).digest();
  const stored = createHash("sha256").update(keyFor("Client Key")).digest("base64");
  const server = keyFor("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`;
}
