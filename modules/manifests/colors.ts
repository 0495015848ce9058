import { type Manifest, placeholder } from "./manifest";
import { podLabels } from "./pods";

/** Label of the pods of a version, blue or green. */
export const colorLabel = "platform/color";

const color = placeholder("COLOR");

/** Kinds that a version has for itself. The rest belongs to both: account, network policies, budget, and the Service of callers. */
const ownKinds = ["ConfigMap", "Deployment", "HorizontalPodAutoscaler", "TargetGroupBinding"];

/** Every load balancer has a target group for each version, so that requests move between them. */
const ownNames = (name: string) => [name, `${name}-api`];

/**
 * The manifests of a service for one of two versions that run side by side: what is the version's own has the color in its
 * name and in the labels of its pods, so that applying one leaves the other alone. Callers inside the cluster get both.
 */
export function inColors(name: string, manifests: readonly Manifest[]): Manifest[] {
  return manifests.flatMap((manifest) => {
    if (manifest.kind === "Service") return [manifest, renamed(name, manifest)];
    return [ownKinds.includes(manifest.kind) ? renamed(name, manifest) : manifest];
  });
}

/** A copy whose names, where they are that of the service, have the color, and whose pods are those of the color. */
function renamed(name: string, manifest: Manifest): Manifest {
  const change = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => change(one, key));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([inner, one]) => [
      inner,
      // The namespace, the account and the container keep theirs.
      inner === "name" && ownNames(name).includes(String(one)) && refersToOwn(key)
        ? `${one}-${color}`
        : change(one, inner),
    ]);
    const labels = isPodLabels(name, value) ? { [colorLabel]: color } : {};
    return { ...Object.fromEntries(entries), ...labels };
  };
  return change(manifest, "") as Manifest;
}

/** What names something of the version: itself, its settings, what it scales, the Service of its target group. */
function refersToOwn(key: string): boolean {
  return ["configMapRef", "metadata", "scaleTargetRef", "serviceRef"].includes(key);
}

function isPodLabels(name: string, value: object): boolean {
  const [[label, own] = []] = Object.entries(podLabels(name));
  return label !== undefined && (value as Record<string, unknown>)[label] === own;
}
