import { KubeNamespace } from "cdk8s-plus-34/lib/imports/k8s";
import type { Manifest } from "./manifest";

/**
 * A namespace whose pods meet the restricted Pod Security Standard: EKS refuses any other.
 * @param version of Kubernetes, as in "1.35": the standard as of that version, so that an upgrade refuses nothing new
 */
export function restrictedNamespace(name: string, version: string): Manifest {
  const modes = ["enforce", "audit", "warn"];
  return KubeNamespace.manifest({
    metadata: {
      name,
      labels: Object.fromEntries(
        modes.flatMap((mode) => [
          [`pod-security.kubernetes.io/${mode}`, "restricted"],
          [`pod-security.kubernetes.io/${mode}-version`, `v${version}`],
        ]),
      ),
    },
  });
}
