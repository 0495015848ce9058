import { clusterAccess, namespaceAccess } from "../../modules/manifests/access";
import { argumentOf, ofType } from "../../policies/access/arns";
import type { Role } from "../../policies/access/iam-model";
import type { Verdict } from "../../policies/access/simulate";
import { tierOf } from "../../policies/platform";
import type { LinkedStack } from "../../synthesized/linked-stack";
import type { KubernetesObject } from "../support/manifests";

/** A call of the API of Kubernetes about something in the namespace of a service, or about the cluster. */
export interface ClusterCall {
  readonly verb: string;
  /** API group. @default the core group */
  readonly group?: string;
  /** With its part, as in "pods/exec". */
  readonly resource: string;
}

/** Who enters the cluster of an environment, and what may be done there. */
export interface ClusterModel {
  /** Groups of Kubernetes by the ARN of the role that signs in. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Roles and bindings, as the pipeline applies them. */
  readonly rights: readonly KubernetesObject[];
}

/** The cluster of an environment: its access entries, and the rights that its tier gives to groups. */
export function clusterModelOf(stacks: readonly LinkedStack[], environment: string): ClusterModel {
  const own = stacks.filter((stack) => stack.environment === environment);
  const entries = ofType(own, "aws_eks_access_entry").map((entry): [string, string[]] => [
    argumentOf(entry, "principal_arn"),
    (entry.block.kubernetes_groups ?? []) as string[],
  ]);
  const sandbox = own.every((stack) => tierOf(stack) === "sandbox");
  const rights = [...clusterAccess(), ...namespaceAccess("orders", { sandbox })];
  return { groups: new Map(entries), rights: rights as unknown as KubernetesObject[] };
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What the API of Kubernetes would answer to a role: rights are given only, and to groups only. */
export function askCluster({ groups, rights }: ClusterModel, { arn }: Role, call: ClusterCall): Verdict {
  const own = groups.get(arn);
  if (!own) return { allowed: false, decidedBy: "no entry lets it in" };
  const allows = ({ apiGroups, resources, verbs }: Rule) =>
    apiGroups.includes(call.group ?? "") &&
    (resources.includes(call.resource) || resources.includes("*")) &&
    verbs.includes(call.verb);
  const bound = rights
    .filter(({ subjects = [] }) => subjects.some(({ name }: { name: string }) => own.includes(name)))
    .map(({ roleRef }) => roleRef.name);
  const role = rights.find(
    ({ kind, metadata, rules = [] }) => kind === "ClusterRole" && bound.includes(metadata.name) && rules.some(allows),
  );
  return { allowed: role !== undefined, decidedBy: role?.metadata.name ?? "nothing allows it" };
}
