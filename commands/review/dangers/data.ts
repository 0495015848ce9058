import type { Block } from "../../../synthesized/stack";
import { held } from "../../preview/held";
import { type Danger, dangerAt, keptResources, type Revisions } from "./danger";

/** Data that would be lost: destroyed or replaced resources that hold data, with the argument that forces it. */
export function lostData({ changes }: Revisions): Danger[] {
  return changes.flatMap(({ place, action, attributes }) => {
    const type = place.address?.split(".")[0] ?? "";
    const what = held[type];
    if (what === undefined || (action !== "delete" && action !== "replace")) return [];
    const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ name }) => name);
    const because = forcing.length > 0 ? `, because ${forcing.join(", ")} cannot be changed in place` : "";
    const { environment, stack, address, path } = place;
    const text = action === "delete" ? `Destroys ${what}` : `Replaces what holds ${what}${because}`;
    const danger: Danger = { kind: "data", environment, stack, text, details: [] };
    return [{ ...danger, ...(address !== undefined && { address }), ...(path !== undefined && { path }) }];
  });
}

/** Types of key attributes by name. A table keeps them: AWS has no call that changes one, and no plan shows the difference. */
function keyTypes(block: Block): ReadonlyMap<string, string> {
  const attributes = (block.attribute ?? []) as readonly { readonly name: string; readonly type: string }[];
  return new Map(attributes.map(({ name, type }) => [name, type]));
}

/** Key attributes of tables whose type changes in the file and nowhere else. */
export function keptKeyTypes(revisions: Revisions): Danger[] {
  return keptResources(revisions).flatMap(({ before, after }) => {
    if (after.type !== "aws_dynamodb_table") return [];
    const former = keyTypes(before.block);
    return [...keyTypes(after.block)].flatMap(([name, type]) => {
      const old = former.get(name);
      if (old === undefined || old === type) return [];
      const text = `The key attribute ${name} goes from ${old} to ${type}, but the table keeps ${old}: only a new table has another type`;
      return [dangerAt("data", after, text)];
    });
  });
}
