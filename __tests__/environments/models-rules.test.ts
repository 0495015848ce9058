import { expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const features =
  "features: { customer: { description: What a customer did., recordId: id, eventTime: at, features: { orders: { type: integer }, segment: { type: text }, email: { type: text, pii: direct } } } }";
const lines: Readonly<Record<string, string>> = {
  description: "Predicts orders.",
  learnsFrom: "features.customer",
  inputs: "[orders, segment]",
  label: "{ feature: orders, atLeast: 1, afterDays: 30 }",
  approval: "{ metric: auc, atLeast: 0.7 }",
};

/** An environment with a model; changes replace lines. */
function model(changes: Readonly<Record<string, string>> = {}, environment = "dev", more = "") {
  const all = Object.entries({ ...lines, ...changes }).map(([key, value]) => `${key}: ${value}`);
  return adding(environment as "dev", `ai: { ${features}, models: { churn: { ${all.join(", ")} } }${more} }`);
}

test("a model of features that are there is fine", () => {
  expect(errorsOf(model())).toEqual([]);
  expect(errorsOf(model({ inputs: "[orders]", monitors: "{ explainability: false }" }))).toEqual([]);
  expect(errorsOf(model({ monitors: "{ bias: { facet: orders, values: [3] } }" }))).toEqual([]);
  expect(errorsOf(model({ monitors: "{ bias: { facet: segment, values: [a, b] } }" }))).toEqual([]);
});

test.each<readonly [string, Readonly<Record<string, string>>, string]>([
  [
    "an instance type that jobs do not run on",
    { jobs: "{ instanceType: ml.t2.medium }" },
    "an instance type that processing",
  ],
  [
    "an instance type that endpoints do not run on",
    { serving: "{ instanceType: ml.m8g.large }" },
    "an instance type that endpoints",
  ],
  ["tuning without an objective", { tuning: "{ jobs: 4, parallelJobs: 2 }" }, "ai.models.churn.tuning.objective"],
  [
    "more parallel jobs than jobs",
    { tuning: "{ objective: validation-auc, jobs: 4, parallelJobs: 5 }" },
    "at most jobs, 4",
  ],
  ["a threshold on a metric that is not reported", { approval: "{ metric: rmse, atLeast: 0.5 }" }, "auc, accuracy, f1"],
  [
    "an input that the group does not have",
    { inputs: "[orders, spend]" },
    "a feature of features.customer (orders, segment, email)",
  ],
  ["an input that says who somebody is", { inputs: "[email]" }, "a feature that names no person"],
  ["a label that is a text", { label: "{ feature: segment, atLeast: 1, afterDays: 30 }" }, "that is a number"],
  ["a group that is nowhere", { learnsFrom: "features.customers" }, "features.customer"],
  ["monitors without captured data", { serving: "{ capturePercent: 0 }" }, "1 or more"],
  [
    "a facet that is no input",
    { monitors: "{ bias: { facet: email, values: [a] } }" },
    "an input of the model (orders, segment)",
  ],
  [
    "a group of a text by a number",
    { monitors: "{ bias: { facet: segment, values: [1] } }" },
    "texts, as segment is one",
  ],
  [
    "a group of a number by a text",
    { monitors: "{ bias: { facet: orders, values: [many] } }" },
    "one number, as orders is one",
  ],
  [
    "a group of a number by two",
    { monitors: "{ bias: { facet: orders, values: [1, 2] } }" },
    "the group is all rows with that value or more",
  ],
  ["one input whose weight is watched", { inputs: "[orders]" }, "false for a model with one input"],
  ["a canary larger than half", { serving: "{ rollout: { percent: 60 } }" }, "ai.models.churn.serving.rollout.percent"],
  ["fewest instances above most", { serving: "{ instances: { min: 5, max: 2 } }" }, "at most max, 2"],
  ["a serverless endpoint without a size", { serving: "{ mode: serverless }" }, "the size of a serverless endpoint"],
  [
    "batches that could cost more than their cap",
    {
      batch:
        "{ schedule: cron(0 6 * * ? *), instanceType: ml.m5.xlarge, maxMinutes: 30, usdPerHour: 0.23, usdPerMonth: 3 }",
    },
    "at least 3.57, what 31 runs of 30 minutes cost at 0.23 an hour",
  ],
  [
    "batches that never run",
    {
      batch:
        "{ schedule: cron(0 6 31 2 ? *), instanceType: ml.m5.xlarge, maxMinutes: 30, usdPerHour: 0.23, usdPerMonth: 3 }",
    },
    "a schedule that starts",
  ],
  [
    "batches without a cap",
    { batch: "{ schedule: cron(0 6 * * ? *), instanceType: ml.m5.xlarge, maxMinutes: 30, usdPerHour: 0.23 }" },
    "ai.models.churn.batch.usdPerMonth",
  ],
  [
    "monitors of a serverless endpoint, which keeps nothing to watch",
    { serving: "{ mode: serverless, serverless: { memoryMiB: 2048, maxConcurrency: 5 } }" },
    "serverless endpoints keep no requests to watch",
  ],
  ["a shadow of a serverless endpoint", { serving: "{ mode: asynchronous, shadow: 10 }" }, "none in mode asynchronous"],
])("a model with %s is refused, with file, line and column", (_, changes, said) => {
  const errors = errorsOf(model(changes));
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.join("\n")).toContain(said);
  for (const error of errors) expect(error).toMatch(/^environments\/dev\.yaml:\d+:\d+ /);
});

/** The development environment in another region, with a model. */
function inRegion(region: string, changes: Readonly<Record<string, string>>) {
  const files = model(changes);
  return { ...files, dev: files.dev?.replaceAll("us-east-1", region) ?? "" };
}

const accountable = { owner: "growth", riskTier: "limited" };
const watched = { monitors: "{ bias: { facet: segment, values: [a] } }" };

test.each<Case>([
  [
    "trained on an accelerator that the region lacks",
    inRegion("us-west-1", { jobs: "{ instanceType: ml.g5.xlarge }" }),
    "dev.yaml:15:427 ai.models.churn.jobs.instanceType | ml.g5.xlarge | a type that us-west-1 has (with accelerators: ml.g4dn): ml.g5 is only in us-east-1, us-east-2, us-west-2, ca-central-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3, ap-northeast-1, ap-northeast-2, ap-south-1, ap-southeast-2, sa-east-1 | Choose another type, or another region.",
  ],
  [
    "served by an accelerator that the region lacks",
    inRegion("us-west-1", { serving: "{ instanceType: ml.inf2.xlarge }" }),
    "dev.yaml:15:430 ai.models.churn.serving.instanceType | ml.inf2.xlarge | a type that us-west-1 has (with accelerators: ml.g4dn)",
  ],
  [
    "scored on an accelerator that the region lacks",
    inRegion("us-west-1", {
      batch:
        "{ instanceType: ml.g6e.xlarge, schedule: cron(0 6 * * ? *), maxMinutes: 30, usdPerHour: 2, usdPerMonth: 90 }",
    }),
    "dev.yaml:15:428 ai.models.churn.batch.instanceType | ml.g6e.xlarge | a type that us-west-1 has",
  ],
  [
    "served by one instance in production",
    model({ ...accountable, ...watched, serving: "{ instances: { min: 1 } }" }, "prod"),
    "prod.yaml:15:521 ai.models.churn.serving.instances.min | 1 | an endpoint in two zones or more (2 or more) in tier production | Remove the line or set it to 2 or more.",
  ],
  [
    "in production without an owner",
    model({ riskTier: "limited", ...watched }, "prod"),
    "prod.yaml:15:211 ai.models.churn.owner | nothing | an owner of every model in tier production | Add the line to the model.",
  ],
  [
    "in production without a risk tier",
    model({ owner: "growth", ...watched }, "prod"),
    "prod.yaml:15:211 ai.models.churn.riskTier | nothing | a risk tier of every model in tier production | Add the line to the model.",
  ],
  [
    "in production without a monitor of bias",
    model(accountable, "prod"),
    "prod.yaml:15:211 ai.models.churn.monitors.bias | nothing | a monitor of bias for every model in tier production",
  ],
])("no model %s", tells);

test("the same accelerators are fine where the region has them", () => {
  expect(errorsOf(inRegion("us-west-1", { jobs: "{ instanceType: ml.g4dn.xlarge }" }))).toEqual([]);
  expect(
    errorsOf(model({ jobs: "{ instanceType: ml.g6e.xlarge }", serving: "{ instanceType: ml.inf2.xlarge }" })),
  ).toEqual([]);
});
