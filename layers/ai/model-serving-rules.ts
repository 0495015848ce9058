import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import type { AiEnvironment } from "./config";
import { fewestInstances, whyInstances } from "./model-minimums";

const section = ["ai", "models"];
const common = ["ai", "modelServing", "instances"];

/** Also between what the model says and what it takes from modelServing. */
const minUpToMax: Rule<AiEnvironment> = each((candidate) => {
  const { models, modelServing } = candidate.settings.ai ?? {};
  const own = entriesOf(models).map(([name, { serving }]) => ({
    path: [...section, name, "serving", "instances"],
    instances: serving?.instances,
  }));
  return [{ path: common, instances: modelServing?.instances }, ...own].flatMap(({ path, instances }) => {
    if (instances?.min === undefined && instances?.max === undefined) return [];
    const { min, max } = { ...modelServing?.instances, ...instances };
    if (min === undefined || max === undefined || min <= max) return [];
    const placeOf = (bound: "min" | "max") => [...(instances[bound] === undefined ? common : path), bound];
    const place = placeBetween(candidate, placeOf("min"), placeOf("max"));
    const fix = "Lower it, or raise max.";
    return [errorAt(candidate, placeOf("min"), { place, allowed: `at most max, ${max}`, fix })];
  });
});

/** What tiers ask of modelServing, they ask of models that say it themselves. */
const asManyInstancesAsTheTierAsks: Rule<AiEnvironment> = each((candidate) => {
  const { tier, ai } = candidate.settings;
  const least = tier && fewestInstances[tier];
  if (least === undefined) return [];
  return entriesOf(ai?.models).flatMap(([name, { serving }]) => {
    const min = serving?.instances?.min;
    if (min === undefined || min >= least) return [];
    const allowed = `${whyInstances} (${least} or more) in tier ${tier}`;
    const fix = `Remove the line or set it to ${least} or more.`;
    return [errorAt(candidate, [...section, name, "serving", "instances", "min"], { allowed, fix })];
  });
});

/** What a mode has and others do not. */
const fitsTheMode: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { serving }]) => {
    const { mode = "real-time", serverless, shadow } = serving ?? {};
    const path = [...section, name, "serving"];
    if (mode === "serverless" && serverless === undefined) {
      const fix = "Add the line to serving.";
      return [errorAt(candidate, [...path, "serverless"], { allowed: "the size of a serverless endpoint", fix })];
    }
    if (mode !== "serverless" && serverless !== undefined) {
      const fix = "Remove it, or set mode to serverless.";
      return [errorAt(candidate, [...path, "serverless"], { allowed: `none in mode ${mode}`, fix })];
    }
    if (shadow === undefined || mode === "real-time") return [];
    const fix = "Remove it, or set mode to real-time.";
    return [errorAt(candidate, [...path, "shadow"], { allowed: `none in mode ${mode}`, fix })];
  }),
);

/**
 * Monitors read what an endpoint keeps of requests. SageMaker keeps nothing of serverless ones
 * (docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, "Feature exclusions"), and pods are none.
 */
const unwatched: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { serving, monitors }]) => {
    const onPods = serving?.on === "eks";
    if (!onPods && serving?.mode !== "serverless") return [];
    const path = [...section, name, "monitors"];
    const fix = `Switch it off, or set ${onPods ? "serving.on to sagemaker" : "serving.mode to real-time"}.`;
    const why = `${onPods ? "pods" : "serverless endpoints"} keep no requests to watch`;
    const on = (["dataQuality", "modelQuality", "explainability"] as const).filter((key) => monitors?.[key] !== false);
    return [
      ...on.map((key) => errorAt(candidate, [...path, key], { allowed: "false", why, fix })),
      ...(monitors?.bias ? [errorAt(candidate, [...path, "bias"], { allowed: "none", why, fix: "Remove it." })] : []),
    ];
  }),
);

export const modelServingRules: readonly Rule<AiEnvironment>[] = [
  minUpToMax,
  asManyInstancesAsTheTierAsks,
  fitsTheMode,
  unwatched,
];
