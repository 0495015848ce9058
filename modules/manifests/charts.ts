import { controllerAccounts } from "../kubernetes/controllers";
import { autoscalerImageOf } from "../kubernetes/versions";
import { placeholder } from "./manifest";

interface Chart {
  /** Name of the chart and of its release. */
  readonly name: string;
  readonly repository: { readonly name: string; readonly url: string };
  /** Of the chart; Helm takes this one and no other. */
  readonly version: string;
  readonly appVersion: string;
}

/** Version 9.59.0 packages 1.35.0 (github.com/kubermatic/kubermatic/pull/16253); the image is that of the cluster's version. */
const autoscaler: Chart = {
  name: "cluster-autoscaler",
  repository: { name: "autoscaler", url: "https://kubernetes.github.io/autoscaler" },
  version: "9.59.0",
  appVersion: "1.35.0",
};

/** github.com/aws/eks-charts/pull/1354 */
const loadBalancerController: Chart = {
  name: "aws-load-balancer-controller",
  repository: { name: "eks", url: "https://aws.github.io/eks-charts" },
  version: "3.5.0",
  appVersion: "v3.5.0",
};

export interface ChartsProps {
  readonly region: string;
  readonly clusterName: string;
  /** Of Kubernetes, as in "1.35". */
  readonly version: string;
  /** Most seconds that a pod of a service takes to stop: a node waits for as long before it goes. */
  readonly graceSeconds: number;
}

/** A release of Helm with its values. */
export interface Release {
  readonly chart: Chart;
  readonly values: object;
  /** @default kube-system */
  readonly namespace?: string;
}

/** Container that cannot change itself or its node. */
const confined = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
};

/**
 * What scales nodes and registers pods in clusters with node groups. Service accounts are those that roles are
 * associated with: charts annotate none.
 */
export function controllerReleases(props: ChartsProps): Release[] {
  return [
    { chart: autoscaler, values: autoscalerValues(props) },
    { chart: loadBalancerController, values: loadBalancerValues(props) },
  ];
}

function autoscalerValues({ region, clusterName, version, graceSeconds }: ChartsProps): object {
  return {
    fullnameOverride: autoscaler.name,
    image: { repository: "registry.k8s.io/autoscaling/cluster-autoscaler", tag: autoscalerImageOf(version) },
    cloudProvider: "aws",
    awsRegion: region,
    autoDiscovery: { clusterName },
    replicaCount: 2,
    rbac: { serviceAccount: { create: true, name: controllerAccounts.autoscaler.serviceAccount } },
    resources: { requests: { cpu: "100m", memory: "600Mi" }, limits: { memory: "600Mi" } },
    securityContext: {
      runAsUser: 65534,
      runAsGroup: 65534,
      fsGroup: 65534,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: confined,
    extraArgs: {
      "balance-similar-node-groups": true,
      expander: "least-waste",
      "max-graceful-termination-sec": graceSeconds,
      // Pods have an empty directory for temporary files: by default the autoscaler never removes a node with such a pod.
      "skip-nodes-with-local-storage": false,
    },
  };
}

/** It serves TargetGroupBindings. Its role makes no load balancer, so that nothing in the cluster may ask for one. */
function loadBalancerValues({ region, clusterName }: ChartsProps): object {
  return {
    fullnameOverride: loadBalancerController.name,
    image: {
      repository: "public.ecr.aws/eks/aws-load-balancer-controller",
      tag: loadBalancerController.appVersion,
    },
    clusterName,
    region,
    vpcId: placeholder("VPC_ID"),
    replicaCount: 2,
    serviceAccount: { create: true, name: controllerAccounts.loadBalancing.serviceAccount },
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "256Mi" } },
    podDisruptionBudget: { maxUnavailable: 1 },
    createIngressClassResource: false,
    ingressClassParams: { create: false },
    enableServiceMutatorWebhook: false,
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    defaultTargetType: "ip",
    // The same certificate after an upgrade: while pods change, each webhook knows both.
    keepTLSSecret: true,
    controllerConfig: {
      featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false, GatewayListenerSet: false },
    },
  };
}

/** The releases as a file of Helmfile, each with its values in a file of its name in the same folder. */
export function helmfile(releases: readonly Release[]): object {
  return {
    repositories: releases.map(({ chart }) => chart.repository),
    helmDefaults: { atomic: true, wait: true, timeout: 600 },
    releases: releases.map(({ chart: { name, repository, version }, namespace = "kube-system" }) => ({
      name,
      namespace,
      chart: `${repository.name}/${name}`,
      version,
      values: [`${name}.yaml`],
    })),
  };
}
