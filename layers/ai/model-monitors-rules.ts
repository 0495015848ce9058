import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";

const section = ["ai", "models"];

/** Monitors read what the endpoint keeps of requests and answers. */
const capturedData: Rule<AiEnvironment> = each((candidate) => {
  const { models, modelServing } = candidate.settings.ai ?? {};
  return entriesOf(models).flatMap(([name, { serving, monitors }]) => {
    const own = serving?.capturePercent;
    // What is not said is watched.
    const isWatched =
      monitors?.dataQuality !== false ||
      monitors.modelQuality !== false ||
      monitors.explainability !== false ||
      monitors.bias !== undefined;
    if (!isWatched || (own ?? modelServing?.capturePercent) !== 0) return [];
    const path =
      own === undefined ? ["ai", "modelServing", "capturePercent"] : [...section, name, "serving", "capturePercent"];
    const why = `monitors of ${name} read what is kept of requests`;
    return [errorAt(candidate, path, { allowed: "1 or more", why, fix: "Raise it, or switch the monitors off." })];
  });
});

/** In production every model is watched for bias. */
const watchedForBias: Rule<AiEnvironment> = each((candidate) => {
  const { tier, ai } = candidate.settings;
  if (tier !== "production") return [];
  return entriesOf(ai?.models)
    .filter(([, { monitors }]) => monitors?.bias === undefined)
    .map(([name]) =>
      errorAt(candidate, [...section, name, "monitors", "bias"], {
        allowed: "a monitor of bias for every model in tier production",
        fix: "Name the input that distinguishes the groups, and the group that must not be worse off.",
      }),
    );
});

const facetIsInput: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { inputs, monitors }]) => {
    const facet = monitors?.bias?.facet;
    if (facet === undefined || inputs === undefined || inputs.includes(facet)) return [];
    const path = [...section, name, "monitors", "bias", "facet"];
    const allowed = `an input of the model (${inputs.join(", ")})`;
    return [errorAt(candidate, path, { allowed, fix: "Name an input." })];
  }),
);

/** Values of a text are texts. Of a number there is one, from which on rows belong to the group. */
const valuesOfFacet: Rule<AiEnvironment> = each((candidate) => {
  const { ai } = candidate.settings;
  return entriesOf(ai?.models).flatMap(([name, { learnsFrom, monitors }]) => {
    const { facet, values } = monitors?.bias ?? {};
    if (learnsFrom === undefined || facet === undefined || values === undefined) return [];
    const feature = ai?.features?.[partsOf(learnsFrom).name]?.features?.[facet];
    // A facet that is nowhere is a separate error.
    if (feature?.type === undefined) return [];
    const isText = feature.type === "text";
    const fits = values.every((value) => (typeof value === "string") === isText);
    if (fits && (isText || values.length === 1)) return [];
    const path = [...section, name, "monitors", "bias", "values"];
    const allowed = isText ? `texts, as ${facet} is one` : `one number, as ${facet} is one`;
    const why = isText ? undefined : "the group is all rows with that value or more";
    return [errorAt(candidate, path, { allowed, why, fix: "Correct the values." })];
  });
});

/** The monitor compares in which order inputs count: of one input there is one order. */
const inputsToCompare: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { inputs, monitors, serving }]) => {
    if (serving?.on === "eks" || inputs?.length !== 1 || monitors?.explainability === false) return [];
    const path = [...section, name, "monitors", "explainability"];
    const allowed = "false for a model with one input";
    const why = "the monitor compares in which order inputs count";
    return [errorAt(candidate, path, { allowed, why, fix: "Set it to false, or add an input." })];
  }),
);

export const modelMonitorsRules: readonly Rule<AiEnvironment>[] = [
  capturedData,
  watchedForBias,
  facetIsInput,
  valuesOfFacet,
  inputsToCompare,
];
