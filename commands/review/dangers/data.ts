import { held } from "../../preview/held";
import type { Danger, Revisions } from "./danger";

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
