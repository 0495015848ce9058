import { IntOrString, KubeConfigMap, KubeService, KubeServiceAccount } from "cdk8s-plus-34/lib/imports/k8s";
import { inColors } from "./colors";
import { type CustomManifest, type Manifest, placeholder } from "./manifest";
import { type Destination, denyAll, type ServiceCalls, servicePolicy } from "./network-policies";
import { deployment, type PodSize, podLabels, portName, type ServiceRuntime } from "./pods";
import { disruptionBudget, type PodScale, podAutoscaler } from "./scaling";

export interface ServiceManifestsProps {
  /** Name of the service: of its namespace, its service account and everything in it. */
  readonly name: string;
  readonly runs: ServiceRuntime;
  readonly pods: { readonly size: PodSize; readonly scale: PodScale };
  readonly settings: ServiceSettings;
  readonly traffic: {
    /** Ranges of the load balancers. */
    readonly from: readonly string[];
    readonly to: readonly Destination[];
    readonly services: ServiceCalls;
    /** Pods have a role of IAM. */
    readonly hasRole: boolean;
  };
  readonly cluster: {
    /** EKS runs the nodes itself. */
    readonly auto: boolean;
    /** There are no nodes yet: the service has no pods until manifests without this are applied. */
    readonly asleep: boolean;
    /** Other services call it through a mesh, which has a separate target group for it. */
    readonly inMesh: boolean;
    /** The HTTP API routes to it, through a load balancer with a separate target group for it. */
    readonly behindApi: boolean;
    /** Only services of the cluster call it: no load balancer leads to it. @default false */
    readonly internal?: boolean;
    /** Two versions run side by side while one takes over: blue and green. @default false */
    readonly colors?: boolean;
  };
}

/** Environment variables of a service. */
export interface ServiceSettings {
  readonly known: Readonly<Record<string, string>>;
  /** Names of those that its parameter has the value of. */
  readonly rendered: readonly string[];
}

/** Everything that a service has in its namespace, in the order to apply it. */
export function serviceManifests(props: ServiceManifestsProps): Manifest[] {
  const { name, runs, pods, settings, traffic, cluster } = props;
  const { auto, inMesh, behindApi } = cluster;
  const manifests = [
    KubeServiceAccount.manifest({ metadata: { name, namespace: name }, automountServiceAccountToken: false }),
    configMap(name, settings),
    denyAll(name),
    servicePolicy(name, { ...traffic, port: runs.port, auto }),
    clusterService(name, runs),
    deployment({ name, runs, size: pods.size, auto, asleep: cluster.asleep }),
    disruptionBudget(name),
    podAutoscaler(name, pods.scale),
    ...(cluster.internal ? [] : [targetGroupBinding(name, { auto })]),
    ...(inMesh ? [targetGroupBinding(name, { auto, behind: "mesh" })] : []),
    ...(behindApi ? [targetGroupBinding(name, { auto, behind: "api" })] : []),
  ];
  return cluster.colors ? inColors(name, manifests) : manifests;
}

function configMap(name: string, { known, rendered }: ServiceSettings): Manifest {
  const data = { ...known, ...Object.fromEntries(rendered.map((variable) => [variable, placeholder(variable)])) };
  return KubeConfigMap.manifest({ metadata: { name, namespace: name }, data });
}

function clusterService(name: string, { port }: ServiceRuntime): Manifest {
  return KubeService.manifest({
    metadata: { name, namespace: name, labels: podLabels(name) },
    spec: {
      type: "ClusterIP",
      selector: podLabels(name),
      ports: [{ name: portName, port, targetPort: IntOrString.fromString(portName), protocol: "TCP" }],
    },
  });
}

/**
 * Keeps the pods of the service registered in its target group. In Auto Mode the controller of EKS does it, which knows
 * target groups by their ARN only. Security groups are the network layer's: it opens none.
 */
function targetGroupBinding(
  service: string,
  { auto, behind }: { auto: boolean; behind?: "api" | "mesh" },
): CustomManifest {
  return {
    apiVersion: auto ? "eks.amazonaws.com/v1" : "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: behind ? `${service}-${behind}` : service, namespace: service },
    spec: {
      serviceRef: { name: service, port: portName },
      targetGroupARN: placeholder(behind ? `${behind.toUpperCase()}_TARGET_GROUP_ARN` : "TARGET_GROUP_ARN"),
      targetType: "ip",
    },
  };
}
