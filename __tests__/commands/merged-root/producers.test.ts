import { expect, it } from "vitest";
import { environmentGroups } from "../../../commands/merged-root/groups";
import { producersOf } from "../../../commands/merged-root/producers";
import type { Block } from "../../../commands/stacks";
import { fakeStack, reader } from "./fakes";

const producer = fakeStack("dev-security");

function producerBehind(dataSource: Block) {
  const consumer = fakeStack("dev-network", { data: { terraform_remote_state: { security: dataSource } } });
  return producersOf(consumer, [producer, consumer]).get("security");
}

it("knows the producer behind a remote state, whatever the backend", () => {
  expect(producerBehind(reader("dev-security"))).toBe(producer);
  expect(producerBehind({ backend: "local", config: { path: "../../../.strata/state/dev-security.tfstate" } })).toBe(
    producer,
  );
  const config = { organization: "acme", workspaces: { name: "dev-security" } };
  expect(producerBehind({ backend: "remote", config })).toBe(producer);
});

it("says which state nobody in the root owns", () => {
  expect(() => producerBehind(reader("dev-other"))).toThrow(
    "dev-network reads the state dev-other (data.terraform_remote_state.security)",
  );
  expect(() => producerBehind({ backend: "consul", config: { address: "x" } })).toThrow('{"address":"x"}');
});

it("merges environments that depend on each other and no others", () => {
  const stacks = [
    fakeStack("dr-network", {}, ["dr-security"]),
    fakeStack("dev-network", {}, ["dev-security"]),
    fakeStack("dev-security"),
    fakeStack("dr-security", {}, ["prod-security"]),
    fakeStack("prod-security"),
  ];
  const groups = environmentGroups(stacks).map(({ name, stacks: members }) => [name, members.map(({ id }) => id)]);
  expect(Object.fromEntries(groups)).toEqual({
    "dr+prod": ["dr-network", "dr-security", "prod-security"],
    dev: ["dev-network", "dev-security"],
  });
});
