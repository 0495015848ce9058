export const architectures = ["arm64", "x86_64"] as const;
export type Architecture = (typeof architectures)[number];

/** Of images that say nothing else. */
export const defaultArchitecture: Architecture = "arm64";

/** What nodes of an architecture have in their label `kubernetes.io/arch`. */
export const architectureLabels: Readonly<Record<Architecture, string>> = { arm64: "arm64", x86_64: "amd64" };

/** Sizes of the families below; not every family has each. */
const sizes = "(medium|large|xlarge|([2-9]|1[0268]|24|32|48)xlarge)";

/**
 * Types of nodes: general purpose, compute and memory of the generations that Amazon Linux 2023 boots and that encrypt
 * traffic between nodes or are burstable (docs.aws.amazon.com/ec2/latest/instancetypes).
 */
export const nodeTypes = new RegExp(
  `^(t3a?|t4g|[cmr](5[an]?d?|6[aig]d?|7[aig]d?|8[gi]d?)|[cm](6[ig]n|7gn))\\.${sizes}$`,
);

/** Types of nodes with GPUs of NVIDIA, all x86_64. */
export const gpuTypes = new RegExp(`^(g4dn|g5|g6e?)\\.${sizes}$`);

/**
 * Architecture of a type: behind the generation, `g` means Graviton
 * (docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html).
 */
export function architectureOf(instanceType: string): Architecture {
  return /^[a-z]+\d+[a-z]*g[a-z]*\./.test(instanceType) ? "arm64" : "x86_64";
}

/** Architecture of the nodes of a cluster. In Auto Mode nodes follow the images: that of images that say nothing else. */
export function architectureOfNodes(compute: {
  readonly mode: string;
  readonly nodes?: { readonly instanceTypes: readonly string[] };
}): Architecture {
  const [first] = compute.nodes?.instanceTypes ?? [];
  return first === undefined ? defaultArchitecture : architectureOf(first);
}
