import { describe, expect, test } from "vitest";
import { layerNames } from "../../layers/layers";
import { platformStacks } from "../support/platform";
import { addressesOf } from "../support/synthesis";

const stacks = platformStacks();
const environments = [...new Set(stacks.map(({ environment }) => environment))];

/** One line for each address of a layer. It names the environments that have the address, unless all of them do. */
function addressList(layer: string): string {
  const owners = new Map<string, string[]>();
  for (const { environment, json } of stacks.filter((stack) => stack.layer === layer)) {
    for (const address of addressesOf(json)) owners.set(address, [...(owners.get(address) ?? []), environment]);
  }
  const lines = [...owners].map(([address, names]) =>
    names.length === environments.length ? address : `${address}  only ${names.join(", ")}`,
  );
  return `${lines.sort().join("\n")}\n`;
}

/**
 * An address that changes destroys a resource and creates another. A difference here is meant to be looked at: keep the
 * id, or write a `moved` block in the same change, then update the lists with `npm run test:unit -- --update`.
 */
describe("the addresses of the layer", () => {
  test.each(layerNames)("%s are the ones on record", async (layer) => {
    await expect(addressList(layer)).toMatchFileSnapshot(`golden/${layer}.txt`);
  });

  test.each(environments)("are recorded for every layer of %s", (name) => {
    const own = stacks.filter(({ environment }) => environment === name);
    expect(own.map(({ layer }) => layer).sort()).toEqual([...layerNames].sort());
  });
});
