import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
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

export const modelMonitorsRules: readonly Rule<AiEnvironment>[] = [capturedData, watchedForBias, facetIsInput];
