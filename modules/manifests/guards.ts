import { KubeValidatingAdmissionPolicy, KubeValidatingAdmissionPolicyBinding } from "cdk8s-plus-34/lib/imports/k8s";
import { type ClusterPersona, groupOf } from "../kubernetes/groups";
import type { Manifest } from "./manifest";

/** Personas who may patch Deployments to restart them, and deploy nothing. */
const restarting: readonly ClusterPersona[] = ["developer", "operations"];

const name = "platform-restart-only";

/** What `kubectl rollout restart` writes. */
const restartedAt = "kubectl.kubernetes.io/restartedAt";

const same = (path: string) => `object.${path} == oldObject.${path}`;

/** What must hold of a change, in CEL, with what is said when it does not. */
const validations = [
  {
    expression: [
      same("spec.template.spec"),
      same("spec.template.metadata.labels"),
      same("spec.selector"),
      same("spec.strategy"),
    ].join(" && "),
    message: "Your group may restart and scale a Deployment, and change nothing else of it.",
  },
  {
    expression: [
      `object.spec.template.metadata.annotations.all(key, key == '${restartedAt}' ||`,
      "(key in oldObject.spec.template.metadata.annotations &&",
      "object.spec.template.metadata.annotations[key] == oldObject.spec.template.metadata.annotations[key]))",
    ].join(" "),
    message: `Of the annotations of pods, your group may change ${restartedAt} only.`,
  },
];

/**
 * The right to restart a Deployment is the right to patch it, which Kubernetes grants for all fields: another image
 * would run with the role of the service. This leaves restarts and numbers of pods. Without an answer, a change is
 * refused.
 */
export function restartOnly(): Manifest[] {
  const groups = restarting.map((persona) => `'${groupOf(persona)}'`).join(", ");
  return [
    KubeValidatingAdmissionPolicy.manifest({
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            { apiGroups: ["apps"], apiVersions: ["v1"], operations: ["UPDATE"], resources: ["deployments"] },
          ],
        },
        matchConditions: [
          { name: "restarts", expression: `request.userInfo.groups.exists(group, group in [${groups}])` },
        ],
        validations,
      },
    }),
    KubeValidatingAdmissionPolicyBinding.manifest({
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    }),
  ];
}
