import { expect, test } from "vitest";
import { adding, errorsOf } from "./fixtures";

const features =
  "features: { customer: { description: What a customer did., recordId: id, eventTime: at, features: { orders: { type: integer } } } }";
const unwatched = "monitors: { dataQuality: false, modelQuality: false, explainability: false }";
const size = "size: { cpuMillicores: 500, memoryMiB: 1024 }";

interface Changes {
  readonly serving?: string;
  /** Lines of the model. */
  readonly lines?: string;
  /** Lines of other sections. */
  readonly more?: string;
  readonly environment?: "dev" | "stage";
}

/** An environment with a model on EKS. */
function onPods({
  serving = `on: eks, pods: { ${size} }`,
  lines = unwatched,
  more = "",
  environment = "dev",
}: Changes = {}) {
  const model = [
    "description: Predicts orders.",
    "learnsFrom: features.customer",
    "inputs: [orders]",
    "label: { feature: orders, atLeast: 1, afterDays: 30 }",
    "approval: { metric: auc, atLeast: 0.7 }",
    `serving: { ${serving} }`,
    lines,
  ];
  return adding(environment, `ai: { ${features}, models: { churn: { ${model.join(", ")} } } }\n${more}`);
}

test("a model on EKS that says how large its pods are is fine", () => {
  expect(errorsOf(onPods())).toEqual([]);
});

test.each<readonly [string, Changes, string, string]>([
  ["pods without a size", { serving: "on: eks" }, "serving.pods", "the size of its pods"],
  ["pods of an endpoint", { serving: `pods: { ${size} }` }, "serving.pods", "none of a model on SageMaker"],
  [
    "a mode that only endpoints have",
    { serving: `on: eks, mode: asynchronous, pods: { ${size} }` },
    "serving.mode",
    "none of a model on EKS",
  ],
  [
    "an instance of an endpoint",
    { serving: `on: eks, instanceType: ml.m5.large, pods: { ${size} }` },
    "serving.instanceType",
    "none of a model on EKS",
  ],
  [
    "monitors, which read what endpoints keep",
    { lines: "monitors: { dataQuality: true, modelQuality: false, explainability: false }" },
    "monitors.dataQuality",
    "pods keep no requests to watch",
  ],
  [
    "batches",
    {
      lines: `${unwatched}, batch: { schedule: cron(0 6 * * ? *), instanceType: ml.m5.large, maxMinutes: 30, usdPerHour: 0.1, usdPerMonth: 5 }`,
    },
    "models.churn.batch",
    "none of a model on EKS",
  ],
  [
    "one pod above sandbox",
    { environment: "stage", serving: `on: eks, pods: { ${size}, scale: { min: 1 } }` },
    "pods.scale.min",
    "two zones or more (2 or more)",
  ],
  [
    "fewest pods above most",
    { serving: `on: eks, pods: { ${size}, scale: { min: 9, max: 3 } }` },
    "pods.scale.min",
    "at most max, 3",
  ],
  [
    "a function that asks it",
    {
      more: "application: { functions: { documents-api: { timeoutSeconds: 15, memoryMiB: 512, uses: { models.churn: invoke } } } }",
    },
    "documents-api.uses",
    "services of the cluster only",
  ],
  [
    "a service with the name of its namespace",
    {
      more: "application: { services: { model-churn: { port: 8080, health: /health, size: { cpuMillicores: 100, memoryMiB: 128 } } } }",
    },
    "application.services.model-churn",
    "another name",
  ],
])("%s is an error with its place", (_, changes, path, message) => {
  const errors = errorsOf(onPods(changes));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^environments\/(dev|stage)\.yaml:\d+:\d+ /);
  expect(errors[0]).toContain(path);
  expect(errors[0]).toContain(message);
});
