import { describe, expect, test } from "vitest";
import type { ClusterPersona } from "../../../modules/kubernetes/groups";
import { clusterAccess, namespaceAccess } from "../../../modules/manifests/access";
import type { KubernetesObject } from "../../support/manifests";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const groups = ["apps", "autoscaling", "policy"];

/** "apps/deployments/scale" is "deployments/scale" of the group apps; "pods/log" is of the core group. */
function groupAndName(resource: string): [apiGroup: string, name: string] {
  const [first = "", ...rest] = resource.split("/");
  return groups.includes(first) || first.includes(".") ? [first, rest.join("/")] : ["", resource];
}

/** What Kubernetes would say, with a namespace called "search". `resource` is as in "apps/deployments". */
function canIn(sandbox: boolean) {
  const objects = [...clusterAccess(), ...namespaceAccess("search", { sandbox })] as unknown as KubernetesObject[];
  const rulesOf = (name: string): readonly Rule[] =>
    objects.find(({ kind, metadata }) => kind === "ClusterRole" && metadata.name === name)?.rules ??
    expect.fail(`no ClusterRole ${name}`);
  return (persona: ClusterPersona, verb: string, resource: string, namespace = "search"): boolean => {
    const [apiGroup, name] = groupAndName(resource);
    return objects
      .filter(({ subjects }) => subjects?.some((subject: { name: string }) => subject.name === `platform:${persona}`))
      .filter(({ kind, metadata }) => kind === "ClusterRoleBinding" || metadata.namespace === namespace)
      .flatMap(({ roleRef }) => rulesOf(roleRef.name))
      .some(
        ({ apiGroups, resources, verbs }) =>
          apiGroups.includes(apiGroup) && (resources.includes(name) || resources.includes("*")) && verbs.includes(verb),
      );
  };
}

const can = canIn(false);
const canInSandbox = canIn(true);

describe("a developer", () => {
  test.each(["pods", "pods/log", "apps/deployments", "events", "networking.k8s.io/networkpolicies"])(
    "sees %s of services",
    (resource) => {
      for (const verb of ["get", "list", "watch"]) expect(can("developer", verb, resource)).toBe(true);
    },
  );

  test.each([
    ["patch", "apps/deployments"],
    ["create", "pods/exec"],
    ["delete", "pods"],
    ["update", "configmaps"],
    ["create", "apps/deployments"],
  ])("may not %s %s", (verb, resource) => {
    expect(can("developer", verb, resource)).toBe(false);
  });

  test("enters pods and restarts services in a sandbox, and deploys none", () => {
    expect(canInSandbox("developer", "create", "pods/exec")).toBe(true);
    expect(canInSandbox("developer", "patch", "apps/deployments")).toBe(true);
    expect(canInSandbox("developer", "create", "apps/deployments")).toBe(false);
    expect(canInSandbox("developer", "patch", "configmaps")).toBe(false);
  });

  test("sees nothing outside of the namespaces of services", () => {
    expect(can("developer", "get", "pods", "kube-system")).toBe(false);
    expect(canInSandbox("developer", "create", "pods/exec", "kube-system")).toBe(false);
    expect(can("developer", "list", "nodes")).toBe(false);
  });
});

describe("operations", () => {
  test.each([
    ["pods", "kube-system"],
    ["nodes", ""],
    ["rbac.authorization.k8s.io/clusterroles", ""],
    ["eks.amazonaws.com/nodeclasses", ""],
    ["elbv2.k8s.aws/targetgroupbindings", "search"],
  ])("see %s in %s", (resource, namespace) => {
    expect(can("operations", "list", resource, namespace)).toBe(true);
  });

  test.each([
    ["patch", "apps/deployments"],
    ["patch", "apps/deployments/scale"],
    ["delete", "pods"],
  ])("%s %s of services, to restart and to scale them", (verb, resource) => {
    expect(can("operations", verb, resource)).toBe(true);
    expect(can("operations", verb, resource, "kube-system")).toBe(false);
  });

  test("enter no pod and deploy nothing", () => {
    expect(can("operations", "create", "pods/exec")).toBe(false);
    expect(can("operations", "create", "apps/deployments")).toBe(false);
    expect(can("operations", "patch", "configmaps")).toBe(false);
  });
});

describe("the deployer", () => {
  test.each([
    "configmaps",
    "serviceaccounts",
    "services",
    "apps/deployments",
    "autoscaling/horizontalpodautoscalers",
    "elbv2.k8s.aws/targetgroupbindings",
    "networking.k8s.io/networkpolicies",
    "policy/poddisruptionbudgets",
  ])("applies %s in the namespaces of services, and nowhere else", (resource) => {
    for (const verb of ["get", "create", "patch"]) expect(can("deployer", verb, resource)).toBe(true);
    expect(can("deployer", "create", resource, "kube-system")).toBe(false);
  });

  test("gives no rights, makes no namespace and enters no pod", () => {
    expect(can("deployer", "create", "rbac.authorization.k8s.io/rolebindings")).toBe(false);
    expect(can("deployer", "patch", "namespaces")).toBe(false);
    expect(can("deployer", "create", "pods/exec")).toBe(false);
  });
});

test("no one reads a secret, or reaches everything by a wildcard", () => {
  const personas = ["developer", "deployer", "operations"] as const;
  for (const persona of personas) {
    for (const verb of ["get", "list", "watch", "create"]) {
      expect(canInSandbox(persona, verb, "secrets")).toBe(false);
    }
    expect(canInSandbox(persona, "impersonate", "users")).toBe(false);
    expect(canInSandbox(persona, "create", "serviceaccounts/token")).toBe(false);
  }
  const rules = clusterAccess().flatMap((object) => (object as unknown as KubernetesObject).rules ?? []) as Rule[];
  expect(rules.filter(({ apiGroups, verbs }) => apiGroups.includes("*") || verbs.includes("*"))).toEqual([]);
  expect(rules.filter(({ apiGroups, resources }) => apiGroups.includes("") && resources.includes("*"))).toEqual([]);
});
