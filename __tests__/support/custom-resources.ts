import { z } from "zod";

/** Schemas of the kinds that Kubernetes itself does not know, as far as the platform writes them: nothing else passes. */

const metadata = z.strictObject({ name: z.string() });
const inNamespace = metadata.extend({ namespace: z.string() });

/**
 * kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec; that of Auto Mode has
 * fewer fields, all of these among them (docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html).
 */
const targetGroupBinding = z.strictObject({
  apiVersion: z.enum(["elbv2.k8s.aws/v1beta1", "eks.amazonaws.com/v1"]),
  kind: z.literal("TargetGroupBinding"),
  metadata: inNamespace,
  spec: z.strictObject({
    targetGroupARN: z.string(),
    targetType: z.enum(["instance", "ip"]),
    serviceRef: z.strictObject({ name: z.string(), port: z.union([z.string(), z.int()]) }),
  }),
});

const tags = z.record(z.string(), z.string());

/** docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
const nodeClass = z.strictObject({
  apiVersion: z.literal("eks.amazonaws.com/v1"),
  kind: z.literal("NodeClass"),
  // EKS has a class of that name.
  metadata: z.strictObject({ name: z.string().refine((name) => name !== "default") }),
  spec: z.strictObject({
    role: z.string(),
    subnetSelectorTerms: z.array(z.union([z.strictObject({ tags }), z.strictObject({ id: z.string() })])).min(1),
    securityGroupSelectorTerms: z.array(z.union([z.strictObject({ tags }), z.strictObject({ id: z.string() })])).min(1),
    ephemeralStorage: z.strictObject({
      size: z.string().regex(/^\d+(Gi|G|Ti|T)$/),
      kmsKeyID: z.string(),
    }),
    networkPolicy: z.enum(["DefaultAllow", "DefaultDeny"]),
    networkPolicyEventLogs: z.enum(["Disabled", "Enabled"]),
  }),
});

/** karpenter.sh/docs/concepts/nodepools and docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html */
const nodePool = z.strictObject({
  apiVersion: z.literal("karpenter.sh/v1"),
  kind: z.literal("NodePool"),
  metadata,
  spec: z.strictObject({
    template: z.strictObject({
      metadata: z.strictObject({ labels: tags }),
      spec: z.strictObject({
        nodeClassRef: z.strictObject({
          group: z.literal("eks.amazonaws.com"),
          kind: z.literal("NodeClass"),
          name: z.string(),
        }),
        requirements: z.array(
          z.strictObject({
            key: z.enum([
              "eks.amazonaws.com/instance-category",
              "eks.amazonaws.com/instance-generation",
              "karpenter.sh/capacity-type",
              "kubernetes.io/arch",
              "topology.kubernetes.io/zone",
            ]),
            operator: z.enum(["In", "NotIn"]),
            values: z.array(z.string()).min(1),
          }),
        ),
        expireAfter: z.string().regex(/^\d+h$/),
      }),
    }),
    disruption: z.strictObject({
      consolidationPolicy: z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized"]),
      consolidateAfter: z.string().regex(/^\d+[smh]$/),
      budgets: z.array(z.strictObject({ nodes: z.string().regex(/^\d+%?$/) })),
    }),
    limits: z.strictObject({ cpu: z.string().regex(/^\d+$/), memory: z.string().regex(/^\d+Gi$/) }),
  }),
});

export const customResources = z.discriminatedUnion("kind", [targetGroupBinding, nodeClass, nodePool]);

/** Kinds of the schemas. */
export const customKinds: readonly string[] = ["TargetGroupBinding", "NodeClass", "NodePool"];
