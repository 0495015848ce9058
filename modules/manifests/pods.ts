import {
  type Container,
  IntOrString,
  KubeDeployment,
  type Lifecycle,
  type PodSpec,
  type Probe,
  Quantity,
  type TopologySpreadConstraint,
} from "cdk8s-plus-34/lib/imports/k8s";
import { type Architecture, architectureLabels } from "../kubernetes/instance-types";
import type { ServiceProtocol } from "../load-balancing/target-group-name";
import { type Manifest, placeholder } from "./manifest";

export interface PodsProps {
  /** Name of the service: of its namespace, its service account and its ConfigMap too. */
  readonly name: string;
  readonly runs: ServiceRuntime;
  readonly size: PodSize;
  /** EKS runs the nodes itself. */
  readonly auto: boolean;
  /** Starts with 0 pods, until a person raises the number: there are no nodes yet. */
  readonly asleep: boolean;
}

/** What the platform knows of the program. */
export interface ServiceRuntime {
  /** TCP port. */
  readonly port: number;
  readonly protocol: ServiceProtocol;
  /** Of the nodes that its image runs on. */
  readonly architecture: Architecture;
  /** Path that answers 200 while it works. Asked in HTTP/1 only: gRPC and HTTP/2 without TLS are probed otherwise. */
  readonly healthPath: string;
  /** Seconds to finish requests. */
  readonly drainSeconds: number;
}

export interface PodSize {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
}

/** Labels that tell the pods of a service from others. Fixed for the life of its Deployment. */
export function podLabels(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}

/** Pool of nodes that takes everything without a GPU. Node groups and node pools label their nodes with it. */
export const generalPool = { "platform/pool": "general" };

/** User and group that containers run as, whatever their image says. No user of the node has this id. */
const user = 65532;

/**
 * Seconds that a pod still takes requests after Kubernetes has announced that it terminates: until its load balancers
 * send it no more. After them it is asked to stop.
 */
const settleSeconds = 15;

/** Seconds from the end of the last request to the end of the process. */
const exitSeconds = 5;

/**
 * Seconds that a new pod works before an old one goes. Target groups take it for healthy after two checks, 10 seconds
 * apart. A readiness gate would wait for that answer, and never open where no listener uses the target group.
 */
const minReadySeconds = 30;

/** Seconds from the moment that Kubernetes stops a pod to the moment that it kills what still runs. */
export function graceSeconds({ drainSeconds }: Pick<ServiceRuntime, "drainSeconds">): number {
  return settleSeconds + drainSeconds + exitSeconds;
}

/** The Deployment of a service. How many pods there are is the autoscaler's business. */
export function deployment(props: PodsProps): Manifest {
  const { name, auto, asleep } = props;
  return KubeDeployment.manifest({
    metadata: { name, namespace: name, labels: podLabels(name) },
    spec: {
      // Also keeps the autoscaler from raising it.
      ...(asleep && { replicas: 0 }),
      selector: { matchLabels: podLabels(name) },
      minReadySeconds,
      revisionHistoryLimit: 5,
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: { maxUnavailable: IntOrString.fromNumber(0), maxSurge: IntOrString.fromString("25%") },
      },
      template: {
        metadata: {
          labels: podLabels(name),
          // Pods read their settings when they start: other settings, other pods.
          annotations: { "platform/settings-version": placeholder("SETTINGS_VERSION") },
        },
        spec: { ...podOf(props), topologySpreadConstraints: spread(name, auto) },
      },
    },
  });
}

function podOf(props: PodsProps): PodSpec {
  const { name, runs } = props;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { ...generalPool, "kubernetes.io/arch": architectureLabels[runs.architecture] },
    terminationGracePeriodSeconds: graceSeconds(runs),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [containerOf(props)],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } }],
  };
}

function containerOf({ name, runs, size }: PodsProps): Container {
  const memory = Quantity.fromString(`${size.memoryMiB}Mi`);
  return {
    name,
    image: `${placeholder("REPOSITORY_URL")}@${placeholder("IMAGE_DIGEST")}`,
    ports: [{ name: portName, containerPort: runs.port, protocol: "TCP" }],
    envFrom: [{ configMapRef: { name } }],
    // The CloudWatch agent on the same node: no network policy applies between a pod and its node.
    env: [
      { name: "HOST_IP", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://$(HOST_IP):4318" },
    ],
    resources: {
      requests: {
        cpu: Quantity.fromString(`${size.cpuMillicores}m`),
        memory,
        "ephemeral-storage": Quantity.fromString("256Mi"),
      },
      // No limit of processor time: what others leave, it may take.
      limits: { memory, "ephemeral-storage": Quantity.fromString("1Gi") },
    },
    ...probes(runs),
    lifecycle: { preStop: { sleep: { seconds: settleSeconds } } } satisfies Lifecycle,
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
}

/** Name of the port, which services and bindings refer to. */
export const portName = "service";

/** Kubernetes speaks HTTP/1 and gRPC when it asks for health; of HTTP/2 without TLS it sees the open port only. */
function probes({ port, protocol, healthPath }: ServiceRuntime) {
  const asked: Record<ServiceProtocol, Probe> = {
    http1: { httpGet: { path: healthPath, port: IntOrString.fromString(portName) } },
    http2: { tcpSocket: { port: IntOrString.fromString(portName) } },
    grpc: { grpc: { port } },
  };
  const ask = asked[protocol];
  return {
    // A minute to start. The others ask from then on.
    startupProbe: { ...ask, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...ask, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
    livenessProbe: { ...ask, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

/**
 * Over zones and over nodes, each revision by itself. A rule about zones binds where nodes follow pods: Cluster
 * Autoscaler cannot choose the zone within a group of all zones, and a pod that needs a specific zone might never start.
 */
function spread(name: string, auto: boolean): TopologySpreadConstraint[] {
  const common = {
    maxSkew: 1,
    labelSelector: { matchLabels: podLabels(name) },
    matchLabelKeys: ["pod-template-hash"],
    // A zone that is down does not count.
    nodeTaintsPolicy: "Honor",
  };
  return [
    {
      ...common,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: auto ? "DoNotSchedule" : "ScheduleAnyway",
    },
    { ...common, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
  ];
}
