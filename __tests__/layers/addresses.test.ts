import { describe, expect, test } from "vitest";
import { layerNames } from "../../layers/layers";
import { stackId } from "../../platform/environment";
import { wholePlatform } from "../support/platform";
import { addressesOf } from "../support/synthesis";

const stacks = wholePlatform();

/**
 * An address that changes destroys a resource and creates another. A difference here is meant to be looked at: keep the
 * id, or write a `moved` block in the same change, then update the lists with `npm run test:unit -- --update`.
 */
describe("the addresses of", () => {
  test.each(Object.keys(stacks))("%s are the ones on record", async (id) => {
    const list = addressesOf(stacks[id] as (typeof stacks)[string]);
    await expect(`${list.join("\n")}\n`).toMatchFileSnapshot(`golden/${id}.txt`);
  });

  test("every stack is on record, and only stacks that exist", () => {
    expect(Object.keys(stacks).sort()).toEqual(
      ["dev", "stage", "prod", "dr"].flatMap((name) => layerNames.map((layer) => stackId(name, layer))).sort(),
    );
  });
});
