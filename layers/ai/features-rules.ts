import { existsSync } from "node:fs";
import { join } from "node:path";
import { errorAt, keyErrorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf, formatPath } from "../../environments/loader/values";
import { sparkRolePurpose } from "../../modules/catalog/spark-role";
import { reservedFeatureNames } from "../../modules/feature-store/feature-types";
import { featuresRolePurpose } from "../../modules/feature-store/names";
import { roomFor } from "../../platform/names";
import { projectRoot } from "../../platform/root";
import type { AiEnvironment } from "./config";
import { computingJob, isGroupName, personalData, restorePurpose, updateFunction } from "./features-config";
import { featuresStay } from "./features-stay-rules";

const section = ["ai", "features"];
const keyNames = ["recordId", "eventTime"] as const;

const notReserved: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.features).flatMap(([group, config]) => {
    const text = {
      allowed: `a name that Feature Store does not use itself (${reservedFeatureNames.join(", ")})`,
      fix: "Choose another name.",
    };
    const keys = keyNames
      .filter((key) => reservedFeatureNames.includes(config[key] ?? ""))
      .map((key) => errorAt(candidate, [...section, group, key], text));
    const features = entriesOf(config.features)
      .filter(([name]) => reservedFeatureNames.includes(name))
      .map(([name]) => keyErrorAt(candidate, [...section, group, "features", name], text));
    return [...keys, ...features];
  }),
);

/** Record id and event time are texts whatever the file says of other features. */
const declaredOnce: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.features).flatMap(([group, config]) => {
    const { recordId, eventTime, features } = config;
    const path = [...section, group];
    const same =
      recordId !== undefined && recordId === eventTime
        ? [
            errorAt(candidate, [...path, "eventTime"], {
              place: placeBetween(candidate, [...path, "eventTime"], [...path, "recordId"]),
              allowed: "another feature than recordId",
              fix: "Name the feature with the time.",
            }),
          ]
        : [];
    const again = entriesOf(features)
      .filter(([name]) => name === recordId || name === eventTime)
      .map(([name]) =>
        keyErrorAt(candidate, [...path, "features", name], {
          allowed: "features other than recordId and eventTime, which are texts and need no line",
          fix: "Remove the line.",
        }),
      );
    return [...same, ...again];
  }),
);

/** A principal that may read the online store can read all features of a record. */
const personalDataWithin: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.features).flatMap(([group, { online, features }]) => {
    if (!online) return [];
    const most = online.pii ?? "none";
    const limit = [...section, group, "online", "pii"];
    return entriesOf(features).flatMap(([name, { pii = "none" }]) => {
      if (personalData.indexOf(pii) <= personalData.indexOf(most)) return [];
      const allowed = `at most ${most}, what the online store may say of a person`;
      const fix = `Move the feature to a group without an online store, or set ${formatPath(limit)} to ${pii}.`;
      return [errorAt(candidate, [...section, group, "features", name, "pii"], { allowed, fix })];
    });
  }),
);

/** The repository has the code of functions and jobs: without it, synthesis could not pack it. */
const codeIsThere: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.features).flatMap(([group, config]) => {
    if (!isGroupName(group)) return [];
    const files = { from: `functions/${updateFunction(group)}/index.ts`, job: `jobs/${computingJob(group)}` };
    return (["from", "job"] as const)
      .filter((key) => config[key] !== undefined && !existsSync(join(projectRoot(), files[key])))
      .map((key) =>
        keyErrorAt(candidate, [...section, group, key], {
          allowed: `a group whose features ${files[key]} computes`,
          fix: "Remove the line, or add that file.",
        }),
      );
  }),
);

const namesFit: Rule<AiEnvironment> = eachNamed((candidate, named) => {
  const longestRole = Math.max(featuresRolePurpose("").length, sparkRolePurpose(restorePurpose("")).length);
  const most = Math.min(roomFor("feature-group", named), roomFor("iam-role", named) - longestRole);
  return entriesOf(candidate.settings.ai?.features)
    .filter(([name]) => isGroupName(name) && name.length > most)
    .map(([name]) => {
      const allowed = `at most ${most} characters in ${candidate.name}`;
      const why = "AWS limits the names of groups and roles, with organization and environment";
      return keyErrorAt(candidate, [...section, name], { allowed, why, fix: "Shorten it." });
    });
});

/** What must hold between values of `ai.features` and the frame. */
export const featuresRules: readonly Rule<AiEnvironment>[] = [
  notReserved,
  declaredOnce,
  personalDataWithin,
  codeIsThere,
  featuresStay(),
  namesFit,
];
