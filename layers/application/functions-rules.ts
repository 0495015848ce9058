import { existsSync } from "node:fs";
import { join } from "node:path";
import { errorAt, keyErrorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf, formatPath } from "../../environments/loader/values";
import { visibilityFactor } from "../../modules/functions/visibility";
import { functionPurpose } from "../../modules/lake/zone-writers";
import { roomFor } from "../../platform/names";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import type { ApplicationEnvironment } from "./config";
import { isFunctionName } from "./functions-config";

const section = ["application", "functions"];

/** Names of functions that the schema accepts: others have their own errors. */
const namesOf = (functions: Parameters<typeof entriesOf>[0]) =>
  entriesOf(functions)
    .map(([name]) => name)
    .filter(isFunctionName);

/** The folder has the code: without it, synthesis could not build the package. */
const codeIsThere: Rule<ApplicationEnvironment> = each((candidate) =>
  namesOf(candidate.settings.application?.functions).flatMap((name) => {
    const file = `functions/${name}/index.ts`;
    if (existsSync(join(projectRoot(), file))) return [];
    const allowed = `a function whose code is in ${file}`;
    return [keyErrorAt(candidate, [...section, name], { allowed, fix: "Rename it, or add that file." })];
  }),
);

/** How functions of other layers are called that pipelines may invoke: policies know them by it. */
const takenNames = /^(rotate|topics|users)-/;

const notLikeTheOthers: Rule<ApplicationEnvironment> = each((candidate) =>
  namesOf(candidate.settings.application?.functions).flatMap((name) => {
    if (!takenNames.test(name)) return [];
    const allowed = "a name that begins with none of rotate-, topics- and users-";
    const why = "functions for secrets, topics and database users have such names, and policies match on them";
    return [keyErrorAt(candidate, [...section, name], { allowed, why, fix: "Rename it, and its folder." })];
  }),
);

const namesFit: Rule<ApplicationEnvironment> = eachNamed((candidate, named) =>
  namesOf(candidate.settings.application?.functions).flatMap((name) => {
    const most = Math.min(roomFor("iam-role", named) - functionPurpose("").length, roomFor("lambda-function", named));
    if (name.length <= most) return [];
    const allowed = `at most ${most} characters in ${candidate.name}`;
    const why = "names of roles have 64, with organization and environment";
    return [keyErrorAt(candidate, [...section, name], { allowed, why, fix: "Shorten it, and rename its folder." })];
  }),
);

/** A visibility timeout that the queue states; one that follows from the function fits. */
const queuesWaitForRetries: Rule<ApplicationEnvironment> = each((candidate) => {
  const { functions, events } = candidate.settings.application ?? {};
  return entriesOf(functions).flatMap(([name, { from, timeoutSeconds }]) => {
    const { kind, name: queue } = partsOf(from ?? "");
    const seconds = kind === "queues" ? events?.queues?.[queue]?.visibilitySeconds : undefined;
    if (seconds === undefined || timeoutSeconds === undefined) return [];
    if (timeoutSeconds * visibilityFactor <= seconds) return [];
    const path = [...section, name, "timeoutSeconds"];
    const visibility = ["application", "events", "queues", queue, "visibilitySeconds"];
    return [
      errorAt(candidate, path, {
        place: placeBetween(candidate, path, visibility),
        allowed: `at most ${Math.floor(seconds / visibilityFactor)}, a sixth of ${formatPath(visibility)} (${seconds})`,
        why: "a message would come back while Lambda still tries its batch again",
        fix: `Lower it, or set ${formatPath(visibility)} to ${timeoutSeconds * visibilityFactor} or remove it.`,
      }),
    ];
  });
});

/** What a function writes to the table that triggers it would trigger it again. */
const notByItself: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.functions).flatMap(([name, { from, uses }]) => {
    if (from === undefined || partsOf(from).kind !== "tables" || uses?.[from] !== "write") return [];
    const allowed = "a table that the function does not write to";
    const why = `it uses ${from} at level write, and each change would bring the next`;
    return [errorAt(candidate, [...section, name, "from"], { allowed, why, fix: "Let it write to another table." })];
  }),
);

export const functionsRules: readonly Rule<ApplicationEnvironment>[] = [
  codeIsThere,
  notLikeTheOthers,
  namesFit,
  queuesWaitForRetries,
  notByItself,
];
