import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { ownBackends, readStates } from "../../../commands/preview/read-states";
import { Terraform } from "../../../commands/terraform/terraform";
import type { Block, Stack } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment, write } from "../terraform/fakes";

const state = { version: 4, terraform_version: "1.11.0", resources: [{ type: "aws_vpc" }] };

/** Reads the states of stacks with a Terraform that answers as the script says. */
async function read(stacks: readonly Stack[], script = "exit 1", env: Readonly<Record<string, string>> = {}) {
  const terraform = fakeTerraform(`${answersVersion("1.11.0")}\n${script}`);
  withEnvironment({ STRATA_TERRAFORM: terraform, STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()), ...env });
  return readStates(await Terraform.locate(), stacks, ownBackends);
}

function withTerraformBlock(terraform: Block): Stack {
  return fakeStack("dev-data", { json: { terraform } });
}

/** A stack whose backend assumes a role, which is Terraform's business. */
const assuming = withTerraformBlock({
  backend: { s3: { bucket: "states", key: "dev-data/terraform.tfstate", region: "us-east-1", assume_role: {} } },
});

it("pulls a state in a folder that knows the backend and no provider", async () => {
  const script = `[ "$1" = init ] && exit 0
grep -q '"key":"dev-data/terraform.tfstate"' backend.tf.json && [ $(ls | wc -l) = 1 ] && echo '${JSON.stringify(state)}'`;
  expect(await read([assuming], script)).toEqual(new Map([["dev-data", state]]));
});

it("takes an empty state, an empty answer and a missing bucket for never applied", async () => {
  const never = async (script: string) => expect(await read([assuming], script)).toEqual(new Map());
  await never(`[ "$1" = state ] && echo '{"version":4,"resources":[]}'; exit 0`);
  await never("exit 0");
  await never(`echo 'Error: S3 bucket "states" does not exist.' >&2; exit 1`);
});

it("says which state it cannot read, in Terraform's words", async () => {
  const failing = read([assuming], "printf '╷\\n│ Error: no valid credential\\n╵\\n' >&2; exit 1");
  await expect(failing).rejects.toThrow("The state of dev-data cannot be read:\nError: no valid credential");
});

/** An S3 that answers the one object with the given text, and anything else with "no such key". */
async function s3With(objects: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const server = createServer(({ url = "" }, response) => {
    const text = objects[url.split("?")[0] ?? ""];
    response.writeHead(text === undefined ? 404 : text === "refused" ? 403 : 200);
    const code = text === undefined ? "NoSuchKey" : "AccessDenied";
    response.end(text ?? `<Error><Code>${code}</Code><Message>not there</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
  };
}

const inPaths = (id: string): Stack =>
  fakeStack(id, {
    json: {
      terraform: {
        backend: {
          s3: { bucket: "states", key: `${id}/terraform.tfstate`, region: "us-east-1", use_path_style: true },
        },
      },
    },
  });

it("reads a state in S3 without Terraform; one that is not there was never applied", async () => {
  const env = await s3With({ "/states/dev-data/terraform.tfstate": JSON.stringify(state) });
  expect(await read([inPaths("dev-data"), inPaths("dev-ai")], "exit 1", env)).toEqual(new Map([["dev-data", state]]));
});

it("says which state S3 refuses", async () => {
  const env = await s3With({ "/states/dev-data/terraform.tfstate": "refused" });
  await expect(read([inPaths("dev-data")], "exit 1", env)).rejects.toThrow("The state of dev-data cannot be read:\n");
});

it("reads a local state from its file", async () => {
  const folder = temporaryFolder();
  write(join(folder, "states/dev-data.tfstate"), JSON.stringify(state));
  const at = (path: string) => ({ ...withTerraformBlock({ backend: { local: { path } } }), folder });
  expect(await read([at("states/dev-data.tfstate")])).toEqual(new Map([["dev-data", state]]));
  expect(await read([at("states/other.tfstate")])).toEqual(new Map());
});

/** An API that answers each URL as given, and everything else with "not found". */
function answers(byUrl: Readonly<Record<string, unknown>>) {
  const asked = vi.fn(async (url: string, _: { headers: { authorization: string } }) =>
    url in byUrl ? Response.json(byUrl[url]) : new Response(null, { status: 404 }),
  );
  vi.stubGlobal("fetch", asked);
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  return asked;
}

const cloud = { cloud: { organization: "acme", hostname: "tfe.example.com", workspaces: { name: "dev-data" } } };
const workspace = "https://tfe.example.com/api/v2/organizations/acme/workspaces/dev-data";
const token = { TF_TOKEN_tfe_example_com: "secret" };

it("reads a workspace's state through the API, which never makes a workspace", async () => {
  const asked = answers({
    [workspace]: { data: { id: "ws-1" } },
    "https://tfe.example.com/api/v2/workspaces/ws-1/current-state-version": {
      data: { attributes: { "hosted-state-download-url": "https://tfe.example.com/state" } },
    },
    "https://tfe.example.com/state": state,
  });
  expect(await read([withTerraformBlock(cloud)], undefined, token)).toEqual(new Map([["dev-data", state]]));
  expect(asked.mock.calls.map(([, { headers }]) => headers.authorization)).toEqual(Array(3).fill("Bearer secret"));
});

it("takes a missing workspace, and one without a state, for never applied", async () => {
  answers({});
  expect(await read([withTerraformBlock(cloud)], undefined, token)).toEqual(new Map());
  answers({ [workspace]: { data: { id: "ws-1" } } });
  expect(await read([withTerraformBlock(cloud)], undefined, token)).toEqual(new Map());
});

it("says how to get a token", async () => {
  await expect(read([withTerraformBlock(cloud)])).rejects.toThrow(
    "Found no token for tfe.example.com. Run `terraform login tfe.example.com`, or set TF_TOKEN_tfe_example_com.",
  );
});

it("says which host it cannot reach, and why", async () => {
  const cause = new Error("getaddrinfo ENOTFOUND tfe.example.com");
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed", { cause })));
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  await expect(read([withTerraformBlock(cloud)], undefined, token)).rejects.toThrow(
    "tfe.example.com cannot be reached: getaddrinfo ENOTFOUND tfe.example.com. Check the network, a proxy, and",
  );
});
