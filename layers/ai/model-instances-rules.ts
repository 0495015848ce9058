import { type Candidate, errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { acceleratorFamilies, endpointTypes, familyOf, jobTypes } from "../../modules/models/instance-types";
import { hasAccelerator, regionNames } from "../../platform/regions";
import type { AiEnvironment } from "./config";

/** Types of instances that a file names, each with its place. */
function typesOf({ settings: { ai } }: Candidate<AiEnvironment>) {
  const models = entriesOf(ai?.models).flatMap(([name, { jobs, serving, batch }]) => {
    const path = ["ai", "models", name];
    return [
      { path: [...path, "jobs", "instanceType"], type: jobs?.instanceType },
      { path: [...path, "serving", "instanceType"], type: serving?.instanceType },
      { path: [...path, "batch", "instanceType"], type: batch?.instanceType },
    ];
  });
  return [
    { path: ["ai", "modelJobs", "instanceType"], type: ai?.modelJobs?.instanceType },
    { path: ["ai", "modelServing", "instanceType"], type: ai?.modelServing?.instanceType },
    ...models,
  ];
}

/** Not every region has every family of instances with accelerators. */
const inTheRegion: Rule<AiEnvironment> = each((candidate) => {
  const { region } = candidate.settings;
  if (region === undefined || !regionNames.includes(region)) return [];
  return typesOf(candidate).flatMap(({ path, type }) => {
    // A type that neither jobs nor endpoints offer is a separate error.
    if (type === undefined || (!jobTypes.has(type) && !endpointTypes.has(type))) return [];
    const family = familyOf(type);
    if (hasAccelerator(region, family)) return [];
    const here = acceleratorFamilies.filter((one) => hasAccelerator(region, one));
    const elsewhere = regionNames.filter((one) => hasAccelerator(one, family));
    const allowed = `a type that ${region} has (with accelerators: ${here.map((one) => `ml.${one}`).join(", ")})`;
    const why = `ml.${family} is only in ${elsewhere.join(", ")}`;
    return [errorAt(candidate, path, { allowed, why, fix: "Choose another type, or another region." })];
  });
});

/** What must hold between instances of models and the region. */
export const modelInstancesRules: readonly Rule<AiEnvironment>[] = [inTheRegion];
