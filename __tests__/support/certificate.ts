import { join } from "node:path";
import { execa } from "execa";

/** Files with a certificate and its key in PEM. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Makes a certificate for localhost, which vouches for itself, for a day. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const certificateFile = join(folder, "localhost.crt");
  const keyFile = join(folder, "localhost.key");
  const options = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  await execa("openssl", ["req", "-x509", ...options, ...names, "-out", certificateFile, "-keyout", keyFile]);
  return { certificateFile, keyFile };
}
