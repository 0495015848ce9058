import { isUses } from "../../platform/references";
import { errorAt, originOf } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { pathsTo } from "../loader/shape";
import { valueAt } from "../loader/values";
import type { Rule } from "./rule";

/** Who uses the relational database connects as the user of its name. */
const database = "database.main";

/** What uses the database has a user there, with the level that it asks for. */
const usersExist: Rule = each((candidate) =>
  pathsTo(candidate.schema, candidate.settings, isUses).flatMap((uses) => {
    const users = candidate.settings.data?.relational?.users;
    const [path, user] = [[...uses, database], String(uses.at(-2))];
    const level = valueAt(candidate.settings, path);
    // Other levels are errors of their own.
    if (!users || (level !== "read" && level !== "write") || users[user] === level) return [];
    const all = ["data", "relational", "users"];
    const given = users[user];
    if (given === undefined) {
      const allowed = `a user ${user} of the database (there is ${Object.keys(users).join(", ") || "none"})`;
      const fix = `Add "${user}: ${level}" to ${all.join(".")}.`;
      return [
        errorAt(candidate, path, { allowed, why: "what uses the database connects as the user of its name", fix }),
      ];
    }
    const allowed = `the level of the user ${user}, ${given} (${originOf(candidate, [...all, user])})`;
    return [errorAt(candidate, path, { allowed, fix: `Set it to ${given}, or the user to ${level}.` })];
  }),
);

export const databaseUserRules: readonly Rule[] = [usersExist];
