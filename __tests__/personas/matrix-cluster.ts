import { always, never, noPersona, type Row, sandbox } from "./row";

const calls = () => [];

/** Lines of the matrix about what runs in a cluster, which Kubernetes decides. */
export const clusterRows: readonly Row[] = [
  {
    action: "See pods and their logs",
    developer: always,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls,
    inCluster: [
      { verb: "list", resource: "pods" },
      { verb: "get", resource: "pods/log" },
    ],
  },
  {
    action: "Restart workloads",
    developer: sandbox,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls,
    inCluster: [{ verb: "patch", group: "apps", resource: "deployments" }],
  },
  {
    action: "Enter a pod, or connect to a port of it",
    developer: sandbox,
    deployer: never,
    operations: never,
    "ai-engineer": never,
    calls,
    inCluster: [
      { verb: "create", resource: "pods/exec" },
      { verb: "create", resource: "pods/portforward" },
    ],
  },
  {
    action: "Deploy a service",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls,
    inCluster: [
      { verb: "create", group: "apps", resource: "deployments" },
      { verb: "patch", resource: "configmaps" },
    ],
  },
  {
    action: "Read secrets of Kubernetes, give rights, make namespaces",
    ...noPersona,
    calls,
    inCluster: [
      { verb: "get", resource: "secrets" },
      { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" },
      { verb: "create", resource: "namespaces" },
    ],
  },
];
