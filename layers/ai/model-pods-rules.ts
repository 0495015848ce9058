import { errorAt, keyErrorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { modelService, modelsOnPods } from "../../modules/models/model-service";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { fewestInstances } from "./model-minimums";

const section = ["ai", "models"];

/** What pods have, endpoints do without, and the other way round. */
const fitsWhatServes: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { serving, batch }]) => {
    const path = [...section, name, "serving"];
    if (serving?.on !== "eks") {
      if (serving?.pods === undefined) return [];
      const fix = "Remove it, or set serving.on to eks.";
      return [errorAt(candidate, [...path, "pods"], { allowed: "none of a model on SageMaker", fix })];
    }
    const why = "pods answer at once, and know nothing else";
    const fix = "Remove it, or set serving.on to sagemaker.";
    const none = (at: readonly string[]) => errorAt(candidate, at, { allowed: "none of a model on EKS", why, fix });
    return [
      ...(serving.pods === undefined
        ? [errorAt(candidate, [...path, "pods"], { allowed: "the size of its pods", fix: "Add the line to serving." })]
        : []),
      ...(serving.mode !== undefined && serving.mode !== "real-time" ? [none([...path, "mode"])] : []),
      ...(["instanceType", "instances", "shadow"] as const).flatMap((key) =>
        serving[key] === undefined ? [] : [none([...path, key])],
      ),
      ...(batch === undefined ? [] : [none([...section, name, "batch"])]),
    ];
  }),
);

/** As many pods as the tier asks for, and no more than most. */
const enoughPods: Rule<AiEnvironment> = each((candidate) => {
  const { tier, ai, application } = candidate.settings;
  const least = tier && fewestInstances[tier];
  return entriesOf(ai?.models).flatMap(([name, { serving }]) => {
    const { min, max } = serving?.pods?.scale ?? {};
    const path = [...section, name, "serving", "pods", "scale"];
    const few =
      min !== undefined && least !== undefined && min < least
        ? [
            errorAt(candidate, [...path, "min"], {
              allowed: `pods in two zones or more (${least} or more) in tier ${tier}`,
              fix: `Remove the line or set it to ${least} or more.`,
            }),
          ]
        : [];
    const most = max ?? application?.serviceScale?.max;
    if (min === undefined || most === undefined || min <= most) return few;
    const place = max === undefined ? undefined : placeBetween(candidate, [...path, "min"], [...path, "max"]);
    const text = { place, allowed: `at most max, ${most}`, fix: "Lower it, or raise max." };
    return [...few, errorAt(candidate, [...path, "min"], text)];
  });
});

/** Pods of models answer inside the cluster: functions are outside of it. */
const askedByServices: Rule<AiEnvironment> = each((candidate) => {
  const { ai, application } = candidate.settings;
  const onPods = modelsOnPods(Object.fromEntries(entriesOf(ai?.models)));
  const users = [
    ...entriesOf(application?.functions).map(([name, { uses }]) => ({
      path: ["application", "functions", name],
      uses,
    })),
    ...entriesOf(ai?.applications).map(([name, { uses }]) => ({ path: ["ai", "applications", name], uses })),
  ];
  return users.flatMap(({ path, uses }) =>
    Object.keys(uses ?? {})
      .filter((reference) => partsOf(reference).kind === "models" && onPods.includes(partsOf(reference).name))
      .map((reference) =>
        keyErrorAt(candidate, [...path, "uses", reference], {
          allowed: "a model on SageMaker",
          why: "pods of models answer to services of the cluster only",
          fix: "Remove the line, or set serving.on of the model to sagemaker.",
        }),
      ),
  );
});

/** A namespace has one owner. */
const namespaceIsFree: Rule<AiEnvironment> = each((candidate) => {
  const { ai, application } = candidate.settings;
  const taken = modelsOnPods(Object.fromEntries(entriesOf(ai?.models))).map(modelService);
  return entriesOf(application?.services)
    .filter(([name]) => taken.includes(name))
    .map(([name]) =>
      keyErrorAt(candidate, ["application", "services", name], {
        allowed: "another name",
        why: "the pods of a model have it",
        fix: "Rename the service.",
      }),
    );
});

/** What must hold for models that pods serve. */
export const modelPodsRules: readonly Rule<AiEnvironment>[] = [
  fitsWhatServes,
  enoughPods,
  askedByServices,
  namespaceIsFree,
];
