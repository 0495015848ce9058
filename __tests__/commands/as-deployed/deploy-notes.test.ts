import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { parseRecord } from "../../../commands/as-deployed/record";
import { recordFile } from "../../../commands/as-deployed/store";
import { deploy } from "../../../commands/deploy/deploy-command";
import { destroy } from "../../../commands/deploy/destroy-command";
import { ownBackends } from "../../../commands/preview/read-states";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { fakeTerraform, unpackedMirror, withEnvironment, write } from "../terraform/fakes";

/** Replaces Terraform. Its plan has a change until its apply has written a state; it can be told to fail or be killed. */
const script = `[ "$1" = version ] && echo '{"terraform_version":"1.11.4"}' && exit 0
change='{"resource":{"addr":"aws_vpc.main"},"action":"create"}'
case "$1" in
  plan) [ -e ../../done ] && case " $* " in *" -destroy "*) ;; *) exit 0 ;; esac
    echo '{"type":"planned_change","change":'"$change"'}'; exit 2 ;;
  apply)
    [ -n "$FAILS" ] && exit 1
    [ -n "$KILLED" ] && kill -9 $$
    touch ../../done
    echo '{"version":4,"terraform_version":"1.11.4","lineage":"x","serial":'$(date +%N | sed 's/^0*//')',"resources":[{"type":"aws_vpc"}]}' > state
esac
exit 0`;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  const { json } = fakeStack("dev-security", { json: { terraform: { backend: { local: { path: "state" } } } } });
  write(join(folder, "stacks/dev-security/cdk.tf.json"), JSON.stringify(json));
  const stack = {
    workingDirectory: "stacks/dev-security",
    synthesizedStackPath: "stacks/dev-security/cdk.tf.json",
    dependencies: [],
  };
  write(join(folder, "manifest.json"), JSON.stringify({ stacks: { "dev-security": stack } }));
  withEnvironment({
    STRATA_TERRAFORM: fakeTerraform(script),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
    CDKTF_OUTDIR: folder,
  });
  for (const method of ["log", "warn", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
});

const run = () => deploy(["dev-security"], { synth: false, autoApprove: true });
const file = () => join(folder, "stacks/dev-security/state.applied.json");
const record = () => (existsSync(file()) ? parseRecord(readFileSync(file(), "utf8")) : undefined);

describe.skipIf(process.platform === "win32")("the record of a deploy", () => {
  it("is written after an apply, and after a plan that has nothing to apply", async () => {
    await run();
    const first = record();
    expect(first).toMatchObject({ stack: "dev-security", state: { lineage: "x" } });
    write(file(), "");
    await run();
    expect(record()).toEqual(first);
  });

  it.each(["FAILS", "KILLED"])("is gone after an apply that went wrong: %s", async (variable) => {
    await run();
    rmSync(join(folder, "done"));
    vi.stubEnv(variable, "1");
    await expect(run()).rejects.toThrow("1 failed");
    expect(record()).toBeUndefined();
  });

  it("is gone after a destroy", async () => {
    await run();
    await destroy(["dev-security"], { synth: false, autoApprove: true });
    expect(record()).toBeUndefined();
  });
});

it("is next to a state in S3, encrypted with the key of the state", async () => {
  const objects = new Map<string, { text: string; headers: IncomingHttpHeaders }>();
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    let text = "";
    for await (const chunk of request) text += chunk;
    if (request.method === "PUT") objects.set(path, { text, headers: request.headers });
    response.writeHead(request.method === "GET" ? 403 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  withEnvironment({ AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const env = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };
  const place = { bucket: "states", key: "dev-data/terraform.tfstate", region: "us-east-1", use_path_style: true };
  const at = (more: object) => {
    const s3 = { ...place, ...more };
    return recordFile(fakeStack("dev-data", { json: { terraform: { backend: { s3 } } } }), { ...ownBackends, env });
  };
  const path = "/states/dev-data/terraform.tfstate.applied.json";
  await at({ encrypt: true, kms_key_id: "alias/states" })?.write("{}");
  expect(objects.get(path)?.headers).toMatchObject({
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-aws-kms-key-id": "alias/states",
  });
  await at({ encrypt: true })?.write("{}");
  expect(objects.get(path)?.headers["x-amz-server-side-encryption"]).toBe("AES256");
  // A reader without the right to it plans the stack.
  expect(await at({})?.read()).toBeUndefined();
  // Terraform assumes the role, and this does not.
  expect(at({ assume_role: {} })).toBeUndefined();
});

it("is not kept where HCP Terraform keeps the state", () => {
  const stack = fakeStack("dev-data", { json: { terraform: { cloud: { organization: "acme" } } } });
  expect(recordFile(stack, ownBackends)).toBeUndefined();
});
