import {
  KubeClusterRole,
  KubeClusterRoleBinding,
  KubeRoleBinding,
  type PolicyRule,
} from "cdk8s-plus-34/lib/imports/k8s";
import { type ClusterPersona, groupOf } from "../kubernetes/groups";
import type { Manifest } from "./manifest";

const see = ["get", "list", "watch"];
const rule = (apiGroup: string, resources: string[], verbs: string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});

/** API groups of TargetGroupBindings: of AWS Load Balancer Controller, and of Auto Mode. */
const bindingGroups = ["elbv2.k8s.aws", "eks.amazonaws.com"];

/** What a service consists of, without secrets. */
const parts: readonly [apiGroup: string, resources: string[]][] = [
  ["", ["configmaps", "serviceaccounts", "services"]],
  ["apps", ["deployments"]],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["networking.k8s.io", ["networkpolicies"]],
  ["policy", ["poddisruptionbudgets"]],
  ...bindingGroups.map((apiGroup): [string, string[]] => [apiGroup, ["targetgroupbindings"]]),
];

/** Rights by what they are for. No role reads secrets, and none gives rights. */
const roles = {
  /** Everything in a namespace, and what its pods write. */
  "see-services": [
    ...parts.map(([group, resources]) => rule(group, resources, see)),
    rule("", ["endpoints", "events", "pods", "pods/log", "pods/status", "replicationcontrollers"], see),
    rule("apps", ["controllerrevisions", "replicasets"], see),
    rule("discovery.k8s.io", ["endpointslices"], see),
    rule("events.k8s.io", ["events"], see),
    rule("metrics.k8s.io", ["pods"], see),
  ],
  /** Everything in the cluster. There is no "but" in rights of Kubernetes: the core group is spelled out, without secrets. */
  "see-cluster": [
    rule(
      "",
      [
        ...["configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes", "persistentvolumeclaims"],
        ...["persistentvolumes", "pods", "pods/log", "pods/status", "podtemplates", "replicationcontrollers"],
        ...["resourcequotas", "serviceaccounts", "services"],
      ],
      see,
    ),
    {
      apiGroups: [
        ...["admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "autoscaling"],
        ...["batch", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "metrics.k8s.io"],
        ...["networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "scheduling.k8s.io"],
        ...["storage.k8s.io", ...bindingGroups, "karpenter.sh", "networking.k8s.aws"],
      ],
      resources: ["*"],
      verbs: see,
    },
  ],
  /** `kubectl rollout restart`, `kubectl scale`, `kubectl delete pod`. */
  "restart-services": [
    rule("apps", ["deployments"], ["patch"]),
    rule("apps", ["deployments/scale"], ["get", "patch", "update"]),
    rule("", ["pods"], ["delete"]),
    rule("", ["pods/eviction"], ["create"]),
  ],
  /** A shell in a pod, and a connection to one of its ports. */
  "enter-pods": [rule("", ["pods/exec", "pods/portforward"], ["create", "get"])],
  /** Everything that the manifests of a service hold. */
  "deploy-services": [
    ...parts.map(([group, resources]) => rule(group, resources, [...see, "create", "delete", "patch", "update"])),
  ],
} as const satisfies Readonly<Record<string, readonly PolicyRule[]>>;

type RoleName = keyof typeof roles;

const roleName = (role: RoleName) => `platform:${role}`;
const group = (persona: ClusterPersona) => ({
  kind: "Group",
  name: groupOf(persona),
  apiGroup: "rbac.authorization.k8s.io",
});
const reference = (role: RoleName) => ({
  kind: "ClusterRole",
  name: roleName(role),
  apiGroup: "rbac.authorization.k8s.io",
});

/** Who has which rights in the namespace of a service. */
function grantsOf(sandbox: boolean): readonly (readonly [RoleName, readonly ClusterPersona[]])[] {
  return [
    ["see-services", ["developer", "deployer"]],
    ["restart-services", sandbox ? ["developer", "operations"] : ["operations"]],
    ...(sandbox ? [["enter-pods", ["developer"]] as const] : []),
    ["deploy-services", ["deployer"]],
  ];
}

/** The rights themselves, and that operations see the whole cluster. */
export function clusterAccess(): Manifest[] {
  return [
    ...Object.entries(roles).map(([role, rules]) =>
      KubeClusterRole.manifest({ metadata: { name: roleName(role as RoleName) }, rules: [...rules] }),
    ),
    KubeClusterRoleBinding.manifest({
      metadata: { name: roleName("see-cluster") },
      roleRef: reference("see-cluster"),
      subjects: [group("operations")],
    }),
  ];
}

/**
 * Who may do what in the namespace of a service.
 * @param sandbox developers enter pods and restart services
 */
export function namespaceAccess(namespace: string, { sandbox }: { readonly sandbox: boolean }): Manifest[] {
  return grantsOf(sandbox).map(([role, personas]) =>
    KubeRoleBinding.manifest({
      metadata: { name: roleName(role), namespace },
      roleRef: reference(role),
      subjects: personas.map(group),
    }),
  );
}
