import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/**
 * What a hash costs: 32 MiB and about 0.2 s of one core
 * (cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html, "scrypt").
 */
const cost = { N: 2 ** 15, r: 8, p: 3 } as const;
const saltBytes = 16;
const hashBytes = 32;

/** The hash of a password, with all that checking it takes: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, hashBytes, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Whether a password is the one that was hashed. It takes as long when there is no hash, so that an answer does not
 * tell who has an account.
 */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = (hashed ?? (await nobodys())).split("$");
  if (kind !== "scrypt" || !salt || !hash) throw new Error("A password is stored in a form that is not known");
  const expected = Buffer.from(hash, "base64url");
  const given = await derive(password, Buffer.from(salt, "base64url"), expected.length, {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(given, expected) && hashed !== undefined;
}

let placeholder: Promise<string> | undefined;

function nobodys(): Promise<string> {
  placeholder ??= hashPassword(randomBytes(hashBytes).toString("base64url"));
  return placeholder;
}

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  // Twice what the parameters need: Node counts a little more than 128 * N * r bytes.
  const maxmem = 256 * Number(options.N) * Number(options.r);
  return new Promise((resolve, reject) => {
    // The same letters in another form of Unicode are the same password.
    scrypt(password.normalize("NFKC"), salt, length, { ...options, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
