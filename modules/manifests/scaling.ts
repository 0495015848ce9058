import { IntOrString, KubeHorizontalPodAutoscalerV2, KubePodDisruptionBudget } from "cdk8s-plus-34/lib/imports/k8s";
import type { Manifest } from "./manifest";
import { podLabels } from "./pods";

/** How many pods a service has. */
export interface PodScale {
  /** At most `max`. */
  readonly min: number;
  readonly max: number;
  /** Share of the processor time asked for that autoscaling aims at, in percent. */
  readonly targetCpuPercent: number;
}

/** As many pods as the load asks for. */
export function podAutoscaler(name: string, { min, max, targetCpuPercent }: PodScale): Manifest {
  return KubeHorizontalPodAutoscalerV2.manifest({
    metadata: { name, namespace: name },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: targetCpuPercent } },
        },
      ],
    },
  });
}

/** Nodes are emptied one pod of a service at a time; a pod that is not ready does not block this. */
export function disruptionBudget(name: string): Manifest {
  return KubePodDisruptionBudget.manifest({
    metadata: { name, namespace: name },
    spec: {
      selector: { matchLabels: podLabels(name) },
      maxUnavailable: IntOrString.fromNumber(1),
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  });
}
