import { evaluate } from "@marcbachmann/cel-js";
import { expect, test } from "vitest";
import { restartOnly } from "../../../modules/manifests/guards";
import { serviceManifests } from "../../../modules/manifests/service";
import { type KubernetesObject, only } from "../../support/manifests";
import { search } from "./fixtures";

const deployment = only(serviceManifests(search) as unknown as KubernetesObject[], "Deployment");
const [policy, binding] = restartOnly() as unknown as KubernetesObject[];

/** Whether the policy lets a change pass, by whom it is made. */
function passes(change: (copy: KubernetesObject) => void, group: string): boolean {
  const object = structuredClone(deployment);
  change(object);
  const context = { object, oldObject: deployment, request: { userInfo: { groups: [group, "system:authenticated"] } } };
  const { matchConditions, validations } = policy?.spec ?? expect.fail("no policy");
  const all = (expressions: { expression: string }[]) =>
    expressions.every(({ expression }) => evaluate(expression, context) === true);
  return !all(matchConditions) || all(validations);
}

const changes: readonly (readonly [string, (copy: KubernetesObject) => void, boolean])[] = [
  [
    "restart",
    ({ spec }) => Object.assign(spec.template.metadata.annotations, { "kubectl.kubernetes.io/restartedAt": "now" }),
    true,
  ],
  ["scale", ({ spec }) => Object.assign(spec, { replicas: 5 }), true],
  ["run another image", ({ spec }) => Object.assign(spec.template.spec.containers[0], { image: "elsewhere" }), false],
  ["run as another account", ({ spec }) => Object.assign(spec.template.spec, { serviceAccountName: "other" }), false],
  [
    "have something injected",
    ({ spec }) => Object.assign(spec.template.metadata.annotations, { "inject/agent": "true" }),
    false,
  ],
  [
    "change settings",
    ({ spec }) => Object.assign(spec.template.metadata.annotations, { "platform/settings-version": "1" }),
    false,
  ],
  [
    "take pods out of the policy of their service",
    ({ spec }) => Object.assign(spec.template.metadata.labels, { "app.kubernetes.io/name": "x" }),
    false,
  ],
];

test.each(changes)("somebody who may restart services wants to %s", (_, change, allowed) => {
  expect(passes(change, "platform:operations")).toBe(allowed);
  expect(passes(change, "platform:developer")).toBe(allowed);
});

test.each(changes)("the deployer may %s", (_, change) => {
  expect(passes(change, "platform:deployer")).toBe(true);
});

test("the policy is in force, for each change of a Deployment", () => {
  expect(binding?.spec).toEqual({ policyName: policy?.metadata.name, validationActions: ["Deny"] });
  expect(policy?.spec).toMatchObject({
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [{ apiGroups: ["apps"], resources: ["deployments"], operations: ["UPDATE"] }] },
  });
});
