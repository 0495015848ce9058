/**
 * Add-ons of EKS that the platform installs; the driver of file systems where something uses one. Auto Mode brings what the
 * first four and the driver of volumes do.
 */
export const addonNames = [
  "vpc-cni",
  "kube-proxy",
  "eks-pod-identity-agent",
  "coredns",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "metrics-server",
  "amazon-cloudwatch-observability",
] as const;
export type AddonName = (typeof addonNames)[number];

/** Version of each add-on, as in "v1.13.2-eksbuild.1". */
export type AddonVersions = Readonly<Record<AddonName, string>>;

/** What an environment pays for: `standard`, and EKS upgrades the control plane when that ends; or `extended`. */
export const supportTypes = ["standard", "extended"] as const;
export type SupportType = (typeof supportTypes)[number];

interface KubernetesVersion {
  /** Last days of support, UTC. */
  readonly supportedUntil: Readonly<Record<SupportType, string>>;
  readonly addons: AddonVersions;
  /** Tag of the image of Cluster Autoscaler, whose minor version is that of Kubernetes. */
  readonly autoscaler: string;
}

/**
 * Day of the last comparison of the table below with its sources. Support is judged as of this day: synthesis has no
 * clock.
 */
export const versionsAsOf = "2026-11-29";

/**
 * Add-ons with one version for all versions of Kubernetes below. Taken from public configurations, not from a page of AWS; all
 * run on public clusters of version 1.35. `aws eks describe-addon-versions --kubernetes-version 1.35` lists what there is.
 */
const common = {
  "vpc-cni": "v1.21.1-eksbuild.8",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  "aws-ebs-csi-driver": "v1.59.0-eksbuild.1",
  "aws-efs-csi-driver": "v3.3.0-eksbuild.1",
  "metrics-server": "v0.8.1-eksbuild.6",
  "amazon-cloudwatch-observability": "v5.4.0-eksbuild.1",
};

/**
 * Versions of Kubernetes that a cluster may run. A row is added when its dates are known. Pages are below
 * docs.aws.amazon.com/eks/latest/userguide: dates from kubernetes-versions.html, kube-proxy from
 * managing-kube-proxy.html, CoreDNS from managing-coredns.html where its table has the version. Releases of the autoscaler are
 * those of github.com/kubernetes/autoscaler, with the digest where public sources agree on one.
 */
export const kubernetesVersions: Readonly<Record<string, KubernetesVersion>> = {
  "1.33": {
    supportedUntil: { standard: "2026-07-29", extended: "2027-07-29" },
    addons: { ...common, "kube-proxy": "v1.33.10-eksbuild.13", coredns: "v1.12.4-eksbuild.1" },
    autoscaler: "v1.33.6",
  },
  "1.34": {
    supportedUntil: { standard: "2026-12-02", extended: "2027-12-02" },
    addons: { ...common, "kube-proxy": "v1.34.6-eksbuild.13", coredns: "v1.12.4-eksbuild.1" },
    autoscaler: "v1.34.5",
  },
  "1.35": {
    supportedUntil: { standard: "2027-03-27", extended: "2028-03-27" },
    addons: { ...common, "kube-proxy": "v1.35.3-eksbuild.13", coredns: "v1.13.2-eksbuild.1" },
    autoscaler: "v1.35.2@sha256:aac369dc283927a623deb1af54696efcc722ae79255aa07788422e495bab887d",
  },
};

/** Versions with support of that kind on the day of the table, oldest first. */
export function supportedVersions(support: SupportType): string[] {
  return Object.entries(kubernetesVersions)
    .filter(([, { supportedUntil }]) => supportedUntil[support] >= versionsAsOf)
    .map(([version]) => version);
}

function rowOf(version: string): KubernetesVersion {
  const row = kubernetesVersions[version];
  if (!row) throw new Error(`Version ${version} of Kubernetes is not in modules/kubernetes/versions.ts.`);
  return row;
}

/** Add-ons of a version of the table, with those that an environment pins itself. @throws when the table lacks it */
export function addonsOf(version: string, pinned: Partial<AddonVersions>): AddonVersions {
  return { ...rowOf(version).addons, ...pinned };
}

/** Tag of the image of Cluster Autoscaler for a version of the table. @throws when the table lacks it */
export function autoscalerImageOf(version: string): string {
  return rowOf(version).autoscaler;
}
