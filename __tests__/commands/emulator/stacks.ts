import type { Emulator } from "../../../commands/emulator/definition";
import { parseEmulator } from "../../../commands/emulator/definition";
import type { Stack, StackJson } from "../../../commands/stacks";

const s3 = (id: string) => ({ s3: { bucket: "states", key: `${id}/terraform.tfstate`, region: "eu-west-1" } });

/** A stack as the commands see it, with an s3 backend and one provider block unless `json` says otherwise. */
export function stackOf(id: string, json: Partial<StackJson> = {}, dependencies: readonly string[] = []): Stack {
  const [environment = "", layer = ""] = id.split("-");
  return {
    id,
    environment,
    layer,
    folder: `/nowhere/${id}`,
    dependencies,
    json: { terraform: { backend: s3(id) }, provider: { aws: [{ region: "eu-west-1" }] }, ...json },
  };
}

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
