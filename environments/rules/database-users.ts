import { isUses } from "../../platform/references";
import { errorAt, originOf } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { pathsTo } from "../loader/shape";
import { valueAt } from "../loader/values";
import type { Rule } from "./rule";

/** Who uses the relational database connects as the user of its name. */
const database = "database.main";

const all = ["data", "relational", "users"];

/** What uses the database has a user there, with the level that it asks for. */
const usersExist: Rule = each((candidate) =>
  pathsTo(candidate.schema, candidate.settings, isUses).flatMap((uses) => {
    const users = candidate.settings.data?.relational?.users;
    const [path, user] = [[...uses, database], String(uses.at(-2))];
    const level = valueAt(candidate.settings, path);
    // Other levels have their own errors.
    if (!users || (level !== "read" && level !== "write") || users[user]?.level === level) return [];
    const given = users[user]?.level;
    if (given === undefined) {
      const allowed = `a user ${user} of the database (there is ${Object.keys(users).join(", ") || "none"})`;
      const fix = `Add "${user}: { level: ${level} }" to ${all.join(".")}.`;
      return [
        errorAt(candidate, path, { allowed, why: "a client of the database connects as the user with its name", fix }),
      ];
    }
    const allowed = `the level of the user ${user}, ${given} (${originOf(candidate, [...all, user, "level"])})`;
    return [errorAt(candidate, path, { allowed, fix: `Set it to ${given}, or the user to ${level}.` })];
  }),
);

/** Only a user who writes has tables to share, and one who only reads has nothing without them. */
const readersReadSomething: Rule = each((candidate) => {
  const users = candidate.settings.data?.relational?.users ?? {};
  const writers = Object.keys(users).filter((name) => users[name]?.level === "write");
  return Object.entries(users).flatMap(([name, user]) => {
    const reads = user?.reads ?? [];
    const others = writers.filter((writer) => writer !== name);
    const known = others.join(", ") || "none";
    if (user?.level === "read" && reads.length === 0) {
      const allowed = `users at level write whose tables ${name} reads, in reads (there is ${known})`;
      return [errorAt(candidate, [...all, name], { allowed, fix: "Name them, or remove the user." })];
    }
    return reads.flatMap((writer, index) => {
      if (writer === undefined || others.includes(writer)) return [];
      const path = [...all, name, "reads", index];
      return [
        errorAt(candidate, path, {
          allowed: `another user at level write (there is ${known})`,
          fix: "Rename or remove it.",
        }),
      ];
    });
  });
});

export const databaseUserRules: readonly Rule[] = [usersExist, readersReadSomething];
