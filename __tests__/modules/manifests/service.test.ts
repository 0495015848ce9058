import { describe, expect, test } from "vitest";
import { yamlOf } from "../../../modules/manifests/manifest";
import { type ServiceManifestsProps, serviceManifests } from "../../../modules/manifests/service";
import { documentsOf, only } from "../../support/manifests";
import { search as props } from "./fixtures";

/** What a file with the service holds. */
const built = (changes: Partial<ServiceManifestsProps> = {}) =>
  documentsOf(new TextDecoder().decode(yamlOf(serviceManifests({ ...props, ...changes }))));
const objects = built();
const podOf = (changes?: Partial<ServiceManifestsProps>) => only(built(changes), "Deployment").spec.template.spec;
const containerOf = (changes?: Partial<ServiceManifestsProps>) => podOf(changes).containers[0];

test("everything of a service is in its namespace, and nothing of it belongs to the cluster", () => {
  expect(objects.map(({ kind, metadata: { namespace } }) => `${namespace}/${kind}`)).toEqual([
    "search/ServiceAccount",
    "search/ConfigMap",
    "search/NetworkPolicy",
    "search/NetworkPolicy",
    "search/Service",
    "search/Deployment",
    "search/PodDisruptionBudget",
    "search/HorizontalPodAutoscaler",
    "search/TargetGroupBinding",
  ]);
});

test("whatever refers to pods or to their port finds them", () => {
  const { spec } = only(objects, "Deployment");
  const { labels } = spec.template.metadata;
  const selectors = [
    spec.selector.matchLabels,
    only(objects, "Service").spec.selector,
    only(objects, "PodDisruptionBudget").spec.selector.matchLabels,
    ...spec.template.spec.topologySpreadConstraints.map(
      (constraint: { labelSelector: { matchLabels: unknown } }) => constraint.labelSelector.matchLabels,
    ),
    ...objects
      .filter(({ metadata: { name }, kind }) => kind === "NetworkPolicy" && name === "search")
      .map((policy) => policy.spec.podSelector.matchLabels),
  ];
  for (const selector of selectors) expect(labels).toMatchObject(selector);
  const [port] = spec.template.spec.containers[0].ports;
  expect(port).toMatchObject({ containerPort: 8080 });
  expect(only(objects, "Service").spec.ports).toEqual([
    { name: port.name, port: 8080, targetPort: port.name, protocol: "TCP" },
  ]);
  expect(only(objects, "TargetGroupBinding").spec.serviceRef).toEqual({ name: "search", port: port.name });
  expect(only(objects, "HorizontalPodAutoscaler").spec.scaleTargetRef).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    name: only(objects, "Deployment").metadata.name,
  });
});

describe("a pod", () => {
  test("meets the restricted standard, and can write to /tmp only", () => {
    const pod = podOf();
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(pod.containers).toHaveLength(1);
    expect(pod.containers[0]).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    });
    expect(pod.volumes).toEqual([{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }]);
    expect(pod).not.toHaveProperty("hostNetwork");
  });

  test("has no token of Kubernetes", () => {
    expect(podOf().automountServiceAccountToken).toBe(false);
    expect(only(objects, "ServiceAccount").automountServiceAccountToken).toBe(false);
  });

  test("runs the image of a digest, which no tag can move", () => {
    expect(containerOf().image).toBe("${REPOSITORY_URL}@${IMAGE_DIGEST}");
  });

  test("asks for its size and gets no more memory than that", () => {
    expect(containerOf().resources).toMatchObject({
      requests: { cpu: "250m", memory: "512Mi" },
      limits: { memory: "512Mi" },
    });
    expect(containerOf().resources.limits).not.toHaveProperty("cpu");
  });

  test.each([
    ["http1", { httpGet: { path: "/health", port: "service" } }],
    ["http2", { tcpSocket: { port: "service" } }],
    ["grpc", { grpc: { port: 8080 } }],
  ] as const)("is asked for its health in what it speaks: %s", (protocol, ask) => {
    const container = containerOf({ runs: { ...props.runs, protocol } });
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"])
      expect(container[probe]).toMatchObject(ask);
  });

  test("is not killed for being slow before it is taken out of service", () => {
    const { readinessProbe: ready, livenessProbe: alive } = containerOf();
    expect(alive.periodSeconds * alive.failureThreshold).toBeGreaterThan(ready.periodSeconds * ready.failureThreshold);
  });

  test("takes requests until load balancers know that it goes, then has its time to finish them", () => {
    const pod = podOf();
    const settle = pod.containers[0].lifecycle.preStop.sleep.seconds;
    expect(settle).toBeGreaterThan(0);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(settle + props.runs.drainSeconds);
  });

  test("reads its settings from the ConfigMap, and is replaced when they change", () => {
    expect(containerOf().envFrom).toEqual([{ configMapRef: { name: "search" } }]);
    expect(only(objects, "ConfigMap").data).toEqual({
      PORT: "8080",
      TABLES_DOCUMENTS_NAME: "${TABLES_DOCUMENTS_NAME}",
    });
    expect(only(objects, "Deployment").spec.template.metadata.annotations).toEqual({
      "platform/settings-version": "${SETTINGS_VERSION}",
    });
  });

  test("sends traces to the agent of its node", () => {
    expect(containerOf().env).toEqual([
      { name: "HOST_IP", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://$(HOST_IP):4318" },
    ]);
  });
});

describe("a release", () => {
  test("takes no pod away before another works", () => {
    const { strategy, minReadySeconds } = only(objects, "Deployment").spec;
    expect(strategy).toMatchObject({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } });
    // Two health checks of the target group.
    expect(minReadySeconds).toBeGreaterThanOrEqual(20);
  });

  test("leaves the number of pods to the autoscaler", () => {
    expect(only(objects, "Deployment").spec).not.toHaveProperty("replicas");
    expect(only(objects, "HorizontalPodAutoscaler").spec).toMatchObject({
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
    });
  });

  test("starts no pod where there are no nodes: at zero the autoscaler does nothing", () => {
    const asleep = built({ cluster: { auto: false, asleep: true, inMesh: false, behindApi: false } });
    expect(only(asleep, "Deployment").spec.replicas).toBe(0);
  });
});

test("pods are spread over zones and nodes; over zones by force where nodes follow pods", () => {
  const constraints = (auto: boolean) =>
    podOf({ cluster: { auto, asleep: false, inMesh: false, behindApi: false } }).topologySpreadConstraints.map(
      ({ topologyKey, whenUnsatisfiable }: Record<string, string>) => [topologyKey, whenUnsatisfiable],
    );
  expect(constraints(false)).toEqual([
    ["topology.kubernetes.io/zone", "ScheduleAnyway"],
    ["kubernetes.io/hostname", "ScheduleAnyway"],
  ]);
  expect(constraints(true)[0]).toEqual(["topology.kubernetes.io/zone", "DoNotSchedule"]);
});

test.each([
  [false, "elbv2.k8s.aws/v1beta1"],
  [true, "eks.amazonaws.com/v1"],
])("pods register in the target group (Auto Mode: %s)", (auto, apiVersion) => {
  const binding = only(
    built({ cluster: { auto, asleep: false, inMesh: false, behindApi: false } }),
    "TargetGroupBinding",
  );
  expect(binding).toMatchObject({ apiVersion, spec: { targetType: "ip", targetGroupARN: "${TARGET_GROUP_ARN}" } });
  // Security groups are built with the network: a controller opens none.
  expect(binding.spec).not.toHaveProperty("networking");
});

test("what takes the place of a placeholder stays a string", () => {
  const text = new TextDecoder().decode(yamlOf(serviceManifests(props)));
  const rendered = documentsOf(
    text.replaceAll("${TABLES_DOCUMENTS_NAME}", "5432").replaceAll("${SETTINGS_VERSION}", "7"),
  );
  expect(only(rendered, "ConfigMap").data.TABLES_DOCUMENTS_NAME).toBe("5432");
  expect(only(rendered, "Deployment").spec.template.metadata.annotations["platform/settings-version"]).toBe("7");
});
