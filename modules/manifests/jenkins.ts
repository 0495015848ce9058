import {
  IntOrString,
  KubeConfigMap,
  KubeNamespace,
  KubeNetworkPolicy,
  KubePersistentVolume,
  KubePersistentVolumeClaim,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  Quantity,
} from "cdk8s-plus-34/lib/imports/k8s";
import { jenkinsPort } from "../delivery/jenkins-front";
import type { ServiceAccount } from "../kubernetes/pod-role";
import { type CustomManifest, type Manifest, placeholder } from "./manifest";
import { restrictedNamespace } from "./namespaces";
import { connect, type Destination, denyAll, fetchCredentials, resolveNames } from "./network-policies";

/** Service account of the controller. */
export const controllerAccount = { namespace: "jenkins", serviceAccount: "jenkins" } as const satisfies ServiceAccount;

/** Where agents run, and those that have a Docker daemon: it is privileged, and alone with its builds. */
export const agentsNamespace = "jenkins-agents";
export const dockerNamespace = "jenkins-docker";

export const homeClaim = "jenkins-home";

/** A step of a delivery as its agent needs it. */
export interface AgentStep {
  readonly docker?: boolean;
  readonly inVpc?: boolean;
  readonly variables: Readonly<Record<string, string>>;
}

export interface JenkinsManifestsProps {
  /** Of Kubernetes, as in "1.35". */
  readonly version: string;
  readonly steps: Readonly<Record<string, AgentStep>>;
  /** EKS runs the nodes itself. */
  readonly auto: boolean;
  /** Range of the load balancer, of the endpoints of AWS services and of the API of Kubernetes. */
  readonly applicationRange: string;
  /** Everything at public addresses. */
  readonly internet: Destination;
}

/** Placeholder of a variable of a step: `images-arm64` and `FAIL_ON` become `IMAGES_ARM64_FAIL_ON`. */
export function variableOf(step: string, name: string): string {
  return `${step.toUpperCase().replaceAll("-", "_")}_${name}`;
}

/** Namespace of the agents of a step. */
export function namespaceOf({ docker }: Pick<AgentStep, "docker">): string {
  return docker ? dockerNamespace : agentsNamespace;
}

/**
 * What Jenkins has in the cluster besides its chart: namespaces, its home, and a service account and settings for each
 * step.
 */
export function jenkinsManifests(props: JenkinsManifestsProps): Manifest[] {
  const { steps, version } = props;
  const { namespace } = controllerAccount;
  return [
    restrictedNamespace(namespace, version),
    labeledNamespace(agentsNamespace, "baseline", version),
    labeledNamespace(dockerNamespace, "privileged", version),
    ...home(),
    account(controllerAccount, true),
    ...[agentsNamespace, dockerNamespace].flatMap(runAgents),
    ...Object.entries(steps).flatMap(([step, { variables, docker }]) => {
      const place = namespaceOf({ docker });
      const data = Object.fromEntries(
        Object.keys(variables).map((name) => [name, placeholder(variableOf(step, name))]),
      );
      return [
        account({ namespace: place, serviceAccount: step }, false),
        KubeConfigMap.manifest({ metadata: { name: step, namespace: place }, data }),
      ];
    }),
    ...policies(props),
    targetGroupBinding(props.auto),
  ];
}

function labeledNamespace(name: string, level: "baseline" | "privileged", version: string): Manifest {
  const labels = {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/enforce-version": `v${version}`,
  };
  return KubeNamespace.manifest({ metadata: { name, labels } });
}

function account({ namespace, serviceAccount }: ServiceAccount, automountServiceAccountToken: boolean): Manifest {
  return KubeServiceAccount.manifest({ metadata: { name: serviceAccount, namespace }, automountServiceAccountToken });
}

/** EFS has no size; Kubernetes asks for one. */
function home(): Manifest[] {
  const size = { storage: Quantity.fromString("100Gi") };
  const common = { accessModes: ["ReadWriteMany"], storageClassName: "" };
  return [
    KubePersistentVolume.manifest({
      metadata: { name: homeClaim },
      spec: {
        ...common,
        capacity: size,
        persistentVolumeReclaimPolicy: "Retain",
        mountOptions: ["tls", "iam"],
        csi: {
          driver: "efs.csi.aws.com",
          volumeHandle: `${placeholder("JENKINS_FILE_SYSTEM_ID")}::${placeholder("JENKINS_ACCESS_POINT_ID")}`,
        },
      },
    }),
    KubePersistentVolumeClaim.manifest({
      metadata: { name: homeClaim, namespace: controllerAccount.namespace },
      spec: { ...common, volumeName: homeClaim, resources: { requests: size } },
    }),
  ];
}

/** The controller starts pods in the namespaces of agents, and runs commands in them. It may do nothing else in the cluster. */
function runAgents(namespace: string): Manifest[] {
  const name = "run-agents";
  const apiGroup = "rbac.authorization.k8s.io";
  return [
    KubeRole.manifest({
      metadata: { name, namespace },
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["create", "delete", "get", "list", "watch"] },
        { apiGroups: [""], resources: ["pods/exec"], verbs: ["create", "get"] },
        { apiGroups: [""], resources: ["pods/log", "events"], verbs: ["get", "list", "watch"] },
      ],
    }),
    KubeRoleBinding.manifest({
      metadata: { name, namespace },
      roleRef: { apiGroup, kind: "Role", name },
      subjects: [
        { kind: "ServiceAccount", name: controllerAccount.serviceAccount, namespace: controllerAccount.namespace },
      ],
    }),
  ];
}

function policies({ steps, auto, applicationRange, internet }: JenkinsManifestsProps): Manifest[] {
  const { namespace } = controllerAccount;
  const namespaces = [agentsNamespace, dockerNamespace];
  const ofNamespace = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
  });
  const port = { protocol: "TCP", port: IntOrString.fromNumber(jenkinsPort) };
  const inside = connect({ cidr: applicationRange, port: 443 });
  const common = [resolveNames(auto), fetchCredentials, connect(internet)];
  return [
    ...[namespace, ...namespaces].map(denyAll),
    KubeNetworkPolicy.manifest({
      metadata: { name: "controller", namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ ipBlock: { cidr: applicationRange } }, ...namespaces.map(ofNamespace)], ports: [port] }],
        egress: [...common, inside],
      },
    }),
    ...Object.entries(steps).map(([step, { docker, inVpc }]) =>
      KubeNetworkPolicy.manifest({
        metadata: { name: step, namespace: namespaceOf({ docker }) },
        spec: {
          podSelector: { matchLabels: { step } },
          policyTypes: ["Egress"],
          egress: [...common, { to: [ofNamespace(namespace)], ports: [port] }, ...(inVpc ? [inside] : [])],
        },
      }),
    ),
  ];
}

function targetGroupBinding(auto: boolean): CustomManifest {
  return {
    apiVersion: auto ? "eks.amazonaws.com/v1" : "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name: "jenkins", namespace: controllerAccount.namespace },
    spec: {
      serviceRef: { name: "jenkins", port: jenkinsPort },
      targetGroupARN: placeholder("JENKINS_TARGET_GROUP_ARN"),
      targetType: "ip",
    },
  };
}
