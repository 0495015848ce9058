import { faultAt } from "../draft";
import type { Fault } from "../faults";
import { didYouMean } from "../suggest";
import { entriesOf, type Path, valueAt } from "../values";
import { each, type Rule } from "./rule";

/** DynamoDB refuses a key without a type and a type without a key: what else an item holds is nobody's business. */
const keysAndAttributes: Rule = each((candidate) =>
  entriesOf(candidate.settings.data?.tables).flatMap(([name, table]): Fault[] => {
    const section = ["data", "tables", name];
    const { attributes, indexes } = table;
    if (!attributes) return [];
    // Also those whose type is wrong: that is a fault of its own.
    const declared = Object.keys(valueAt(candidate.merged.value, [...section, "attributes"]) ?? {});
    const indexed = entriesOf(indexes).map(([index, key]) => ({ path: [...section, "indexes", index], key }));
    const keys = [{ path: section as Path, key: table }, ...indexed].flatMap(({ path, key }) => [
      { path: [...path, "hashKey"], attribute: key.hashKey },
      { path: [...path, "rangeKey"], attribute: key.rangeKey },
    ]);
    const undeclared = keys.flatMap(({ path, attribute }) => {
      if (attribute === undefined || declared.includes(attribute)) return [];
      const allowed = `an attribute that ${name} declares: ${declared.join(", ") || "there is none"}`;
      const fix = didYouMean(attribute, declared, `Add ${attribute} to attributes, with its type.`);
      return [faultAt(candidate, path, { allowed, fix })];
    });
    if (undeclared.length > 0) return undeclared;
    const used = new Set(keys.map(({ attribute }) => attribute));
    return declared.flatMap((attribute) => {
      if (used.has(attribute)) return [];
      const allowed = `an attribute of a key of ${name} or of one of its indexes; no key names ${attribute}`;
      return [faultAt(candidate, [...section, "attributes", attribute], { allowed, fix: "Remove it." })];
    });
  }),
);

export const tableRules: readonly Rule[] = [keysAndAttributes];
