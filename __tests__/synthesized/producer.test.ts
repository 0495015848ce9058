import { describe, expect, it } from "vitest";
import { producersOf } from "../../synthesized/producer";
import type { Block, Stack } from "../../synthesized/stack";
import { fakeStack, reader } from "../support/fake-stacks";
import { platformStacks } from "../support/platform";

/** The producer behind a remote-state data source called `security`, among stacks with such `terraform` blocks. */
function producer(dataSource: Block, terraform: (id: string) => Block): string | undefined {
  const others = ["dev-security", "prod-security"].map((id) => fakeStack(id, { json: { terraform: terraform(id) } }));
  const consumer = fakeStack("dev-network", { json: { data: { terraform_remote_state: { security: dataSource } } } });
  return producersOf(consumer, [...others, consumer]).get("security")?.id;
}

const s3 = (id: string) => ({
  backend: { s3: { bucket: `${id.split("-")[0]}-states`, key: `${id}/terraform.tfstate` } },
});
const local = (id: string) => ({ backend: { local: { path: `../../../.strata/state/${id}.tfstate` } } });
const cloud = (id: string) => ({ cloud: { organization: "acme", workspaces: { name: id, project: "strata" } } });

describe("the producer behind a remote state", () => {
  it.each<[string, Block, (id: string) => Block]>([
    ["s3", { backend: "s3", config: { bucket: "prod-states", key: "prod-security/terraform.tfstate" } }, s3],
    ["local", { backend: "local", config: { path: "../../../.strata/state/prod-security.tfstate" } }, local],
    ["local", { backend: "local", config: { path: "../../.././.strata/state/prod-security.tfstate" } }, local],
    ["remote", { backend: "remote", config: { organization: "acme", workspaces: { name: "prod-security" } } }, cloud],
    [
      "remote",
      {
        backend: "remote",
        config: { hostname: "app.terraform.io", organization: "acme", workspaces: { name: "prod-security" } },
      },
      cloud,
    ],
  ])("is the one that keeps it there, however the data source is called: %s", (_, dataSource, terraform) => {
    expect(producer(dataSource, terraform)).toBe("prod-security");
  });

  it.each<[string, Block, (id: string) => Block]>([
    ["another bucket", { backend: "s3", config: { bucket: "other", key: "dev-security/terraform.tfstate" } }, s3],
    ["another key", { backend: "s3", config: { bucket: "dev-states", key: "dev-other/terraform.tfstate" } }, s3],
    ["another file", { backend: "local", config: { path: "dev-security.tfstate" } }, local],
    [
      "another organization",
      { backend: "remote", config: { organization: "other", workspaces: { name: "dev-security" } } },
      cloud,
    ],
    [
      "another host",
      {
        backend: "remote",
        config: { hostname: "tfe.example.com", organization: "acme", workspaces: { name: "dev-security" } },
      },
      cloud,
    ],
    ["another backend", { backend: "consul", config: { address: "dev-security" } }, s3],
  ])("is no stack of the same name with %s", (_, dataSource, terraform) => {
    expect(() => producer(dataSource, terraform)).toThrow(
      /^dev-network reads the state .+ \(data\.terraform_remote_state\.security\), .* There are: dev-security, prod-/,
    );
  });

  it("is named by the state in the message", () => {
    expect(() => producer(reader("dev-other"), s3)).toThrow("reads the state s3://states/dev-other/terraform.tfstate");
  });
});

describe("in the whole platform", () => {
  const stacks = platformStacks();
  const readBy = (stack: Stack) => [...producersOf(stack, stacks).values()].map(({ id }) => id).sort();

  it.each(stacks.map(({ id }) => id))("%s reads the stacks that it waits for", (id) => {
    const stack = stacks.find((candidate) => candidate.id === id);
    if (!stack) return expect.fail(`no ${id}`);
    expect(readBy(stack)).toEqual([...stack.dependencies].sort());
  });
});
