import { z } from "zod";
import { gpuTypes, nodeTypes } from "../../modules/kubernetes/instance-types";
import { type AddonName, addonNames, supportTypes } from "../../modules/kubernetes/versions";
import type { TierDefaults } from "../../platform/environment";

const addonVersion = z
  .string()
  .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, 'a version of an add-on, as in "v1.13.2-eksbuild.1"');

const addons = z
  .strictObject(
    Object.fromEntries(
      addonNames.map((name) => [name, addonVersion.optional().describe(`Version of ${name}.`)]),
    ) as Record<AddonName, z.ZodOptional<typeof addonVersion>>,
  )
  .describe("Versions of add-ons that differ from those of the platform's table.");

/** How many nodes there are. */
const range = {
  max: z.int().min(1).max(450).describe("Most nodes. At least min. 1 to 450 (EKS quota of a node group)."),
  volumeGiB: z.int().min(20).max(1000).describe("Root volume of a node, in GiB. 20 to 1000."),
};

const nodes = z
  .strictObject({
    instanceTypes: z
      .array(
        z.string().regex(nodeTypes, "a type of node, as in m7g.large: t3, t4g, or c, m or r of generations 5 to 8"),
      )
      .min(1)
      .max(10)
      .describe("Instance types of one architecture and about the same size: the autoscaler assumes the first one."),
    min: z
      .int()
      .min(1)
      .max(450)
      .describe(
        "Fewest nodes, and those at the start. One in each zone from tier nonproduction up, but for a standby.",
      ),
    ...range,
    updatePercent: z
      .int()
      .min(1)
      .max(100)
      .describe("Share of the nodes that an update takes at a time, in percent. 1 to 100."),
  })
  .describe("Nodes for all pods that request no GPU, spread over all zones.");

const gpu = z
  .strictObject({
    instanceTypes: z
      .array(z.string().regex(gpuTypes, "a type with GPUs, as in g6.xlarge: g4dn, g5, g6 or g6e"))
      .min(1)
      .max(10)
      .describe("Instance types with NVIDIA GPUs."),
    ...range,
  })
  .describe("Nodes with GPUs: none until a pod tolerates the taint nvidia.com/gpu and asks for one.");

/** Who runs the nodes of a cluster: the account, or EKS itself. */
export const computeModes = ["node-groups", "auto"] as const;

const compute = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("node-groups"),
    nodes,
    gpu: gpu.optional().describe("A pool of nodes with GPUs. None when absent."),
  }),
  z.strictObject({ mode: z.literal("auto") }),
]);

/** The `application.kubernetes` section of an environment file. */
export const kubernetesConfig = z
  .strictObject({
    version: z
      .string()
      .regex(/^1\.\d{2}$/, 'a version of Kubernetes in quotes, as in "1.35"')
      .describe(
        "Version of Kubernetes, one of the platform's table. Up only, one at a time. Moves forward in dev first.",
      ),
    support: z
      .enum(supportTypes)
      .describe(
        "standard: EKS upgrades the control plane when standard support ends. extended: it may stay a year longer, for more money.",
      ),
    addons,
    compute: compute.describe(
      "Who runs the nodes: the account, in node groups; or EKS itself (auto). For the life of the cluster: another choice " +
        "would replace it, and `strata check` refuses it.",
    ),
    breakGlass: z
      .strictObject({
        roleArn: z
          .string()
          .regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "the ARN of a role")
          .describe("Role of the environment's account, with its path."),
        reason: z
          .string()
          .regex(/\S.{8,}\S/, "a reason of 10 characters or more")
          .describe("Why, for the reviewer."),
      })
      .optional()
      .describe("A role that administers the whole cluster until the next apply without it. None when absent."),
  })
  .describe("Amazon EKS.");

/** A version for all tiers: dev moves forward first, in its file. */
const version = "1.35";

export const kubernetesDefaults = {
  sandbox: {
    version,
    support: "standard",
    addons: {},
    compute: {
      mode: "node-groups",
      nodes: { instanceTypes: ["t4g.large"], min: 2, max: 4, volumeGiB: 30, updatePercent: 50 },
    },
  },
  nonproduction: {
    version,
    support: "standard",
    addons: {},
    compute: {
      mode: "node-groups",
      nodes: { instanceTypes: ["m7g.large", "m6g.large"], min: 3, max: 6, volumeGiB: 50, updatePercent: 33 },
    },
  },
  production: {
    version,
    support: "standard",
    addons: {},
    compute: {
      mode: "node-groups",
      nodes: { instanceTypes: ["m7g.xlarge", "m6g.xlarge"], min: 3, max: 15, volumeGiB: 50, updatePercent: 33 },
    },
  },
} satisfies TierDefaults<typeof kubernetesConfig>;
