import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { awsTarget } from "../../../commands/deploy/aws-target";
import { idsInState } from "../../../commands/deploy/state";
import { Terraform } from "../../../commands/terraform/terraform";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment, write } from "../terraform/fakes";

const stateWith = (id: string) => ({
  version: 4,
  resources: [{ mode: "managed", type: "aws_vpc", name: "main", instances: [{ attributes: { id } }] }],
});

/** Ids in the state of a stack that keeps it in a file; a Terraform that is asked for a state has another one. */
async function idsOfLocalState(): Promise<Record<string, string>> {
  withEnvironment({
    STRATA_TERRAFORM: fakeTerraform(`${answersVersion("1.11.4")}\necho '${JSON.stringify(stateWith("vpc-pulled"))}'`),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
  });
  const folder = temporaryFolder();
  write(join(folder, "here.tfstate"), JSON.stringify(stateWith("vpc-read")));
  const json = { terraform: { backend: { local: { path: "here.tfstate" } } } };
  const stack = { ...fakeStack("dev-network", { json }), folder };
  const session = { terraform: await Terraform.locate(), target: awsTarget(), stacks: [stack] };
  return Object.fromEntries(await idsInState({ ...session, signal: new AbortController().signal }, stack));
}

it("a state that lies open is read without Terraform", async () => {
  expect(await idsOfLocalState()).toEqual({ "aws_vpc.main": "vpc-read" });
});

it("Terraform is asked for the state of another workspace", async () => {
  vi.stubEnv("TF_WORKSPACE", "blue");
  expect(await idsOfLocalState()).toEqual({ "aws_vpc.main": "vpc-pulled" });
});
