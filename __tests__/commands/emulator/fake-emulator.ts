import type { Emulator } from "../../../commands/emulator/definition";
import { parseEmulator } from "../../../commands/emulator/definition";

/** A small emulator: some types missing, one difference known. */
export function emulatorOf(changes: Partial<Emulator> = {}): Emulator {
  const text = `
name: fake
account: "123456789012"
port: 5599
command: [fake-emulator, "{port}"]
health: /health
startSeconds: 5
terraform:
  environment: { AWS_ENDPOINT_URL: "{endpoint}", AWS_ACCESS_KEY_ID: testing }
  provider: { s3_use_path_style: true }
  backend: { use_path_style: true }
unsupported:
  aws_missing_thing: it is not there
  data.aws_missing_list: it is not there
knownDifferences:
  - { reason: it forgets tags, attributes: [tags, tags_all], types: [aws_forgetful_thing] }
`;
  return { ...parseEmulator(text, "fake.yaml"), ...changes };
}
