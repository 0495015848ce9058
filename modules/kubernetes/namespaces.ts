/** Namespaces that every cluster of the platform has without its manifests: of Kubernetes, EKS and its add-ons. */
export const systemNamespaces: readonly string[] = [
  "amazon-cloudwatch",
  "default",
  "kube-node-lease",
  "kube-public",
  "kube-system",
];

/** Whether Kubernetes, EKS or an add-on has the namespace, or may have it later. */
export function isSystemNamespace(name: string): boolean {
  return systemNamespaces.includes(name) || name.startsWith("kube-");
}
