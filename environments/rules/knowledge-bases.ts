import { errorAt, originOf } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { entriesOf } from "../loader/values";
import type { Rule } from "./rule";

/** A knowledge base in the database has a user of its name there, with a table of vectors as long as its own. */
const tablesFit: Rule = each((candidate) => {
  const { ai, data } = candidate.settings;
  return entriesOf(ai?.bedrock?.knowledgeBases).flatMap(([name, { store, dimensions }]) => {
    if (store !== "aurora") return [];
    const path = ["ai", "bedrock", "knowledgeBases", name];
    const userPath = ["data", "relational", "users", name];
    const user = data?.relational?.users?.[name];
    const length = user?.vectors?.dimensions;
    if (user?.level !== "write" || length === undefined) {
      const allowed = `a user ${name} of the database at level write, with vectors`;
      const fix = `Add "${name}: { level: write, vectors: { dimensions: ${dimensions} } }" to data.relational.users.`;
      return [
        errorAt(candidate, [...path, "store"], { allowed, why: "the user keeps the passages in its own table", fix }),
      ];
    }
    if (dimensions === undefined || dimensions === length) return [];
    const lengthPath = [...userPath, "vectors", "dimensions"];
    const allowed = `${length}, as the table of the user ${name} has (${originOf(candidate, lengthPath)})`;
    return [errorAt(candidate, [...path, "dimensions"], { allowed, fix: "Make them the same." })];
  });
});

/** A copy of the database takes no writes, so that no knowledge base of a recovery environment could keep passages. */
const tablesAreNotRecovered: Rule = each((candidate) => {
  const { ai, recovers, recovery } = candidate.settings;
  if (recovers === undefined && recovery === undefined) return [];
  return entriesOf(ai?.bedrock?.knowledgeBases).flatMap(([name, { store }]) =>
    store === "aurora"
      ? [
          errorAt(candidate, ["ai", "bedrock", "knowledgeBases", name, "store"], {
            allowed: "opensearch where an environment recovers another",
            why: "the copy of the database takes no writes until it is promoted",
            fix: "Change it.",
          }),
        ]
      : [],
  );
});

export const knowledgeBaseRules: readonly Rule[] = [tablesFit, tablesAreNotRecovered];
