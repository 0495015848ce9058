import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { modelBatchRules } from "./model-batch-rules";
import { modelInstancesRules } from "./model-instances-rules";
import { modelMonitorsRules } from "./model-monitors-rules";
import { modelPodsRules } from "./model-pods-rules";
import { modelServingRules } from "./model-serving-rules";

const section = ["ai", "models"];

/** In production every model has an owner and a risk tier. */
const answeredFor: Rule<AiEnvironment> = each((candidate) => {
  const { tier, ai } = candidate.settings;
  if (tier !== "production") return [];
  return entriesOf(ai?.models).flatMap(([name, model]) =>
    (["owner", "riskTier"] as const)
      .filter((key) => model[key] === undefined)
      .map((key) =>
        errorAt(candidate, [...section, name, key], {
          allowed: `${key === "owner" ? "an owner" : "a risk tier"} of every model in tier production`,
          fix: "Add the line to the model.",
        }),
      ),
  );
});

/**
 * Inputs and label are features of the group that the model names. The label is a number. No input identifies a person.
 */
const knownFeatures: Rule<AiEnvironment> = each((candidate) => {
  const { ai } = candidate.settings;
  return entriesOf(ai?.models).flatMap(([name, { learnsFrom, inputs, label }]) => {
    const group = learnsFrom === undefined ? undefined : ai?.features?.[partsOf(learnsFrom).name];
    // A group that is nowhere is a separate error.
    if (!group?.features) return [];
    const known = group.features;
    const features = Object.keys(known).join(", ");
    const unknown = (inputs ?? []).flatMap((input, index) => {
      const feature = known[input];
      const path = [...section, name, "inputs", index];
      if (feature === undefined) {
        return [
          errorAt(candidate, path, { allowed: `a feature of ${learnsFrom} (${features})`, fix: "Correct the name." }),
        ];
      }
      if (feature.pii !== "direct") return [];
      const why = "a model that knows a name or an address repeats it";
      return [errorAt(candidate, path, { allowed: "a feature that names no person", why, fix: "Remove it." })];
    });
    const predicted = label?.feature === undefined ? undefined : known[label.feature];
    if (label?.feature === undefined || (predicted !== undefined && predicted.type !== "text")) return unknown;
    const allowed = `a feature of ${learnsFrom} that is a number`;
    return [
      ...unknown,
      errorAt(candidate, [...section, name, "label", "feature"], { allowed, fix: "Name another one." }),
    ];
  });
});

const parallelUpToJobs: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { tuning }]) => {
    const { jobs, parallelJobs } = tuning ?? {};
    if (jobs === undefined || parallelJobs === undefined || parallelJobs <= jobs) return [];
    const path = [...section, name, "tuning", "parallelJobs"];
    const place = placeBetween(candidate, path, [...section, name, "tuning", "jobs"]);
    return [errorAt(candidate, path, { place, allowed: `at most jobs, ${jobs}`, fix: "Lower it, or raise jobs." })];
  }),
);

export const modelsRules: readonly Rule<AiEnvironment>[] = [
  answeredFor,
  knownFeatures,
  parallelUpToJobs,
  ...modelInstancesRules,
  ...modelServingRules,
  ...modelPodsRules,
  ...modelMonitorsRules,
  ...modelBatchRules,
];
