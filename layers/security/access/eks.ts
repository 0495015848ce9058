import { service } from "./service";

/**
 * EKS. Access entries control what a principal may do inside the cluster. Nodes fetch the credentials of pods
 * through `eks-auth`.
 */
export const eks = service({
  prefix: "eks",
  alsoPrefixes: ["eks-auth"],
  resources: {
    accessEntry: "access-entry/{name}-*",
    addon: "addon/{name}-*",
    cluster: "cluster/{name}-*",
    nodeGroup: "nodegroup/{name}-*",
    podIdentity: "podidentityassociation/{name}-*",
  },
  read: ["Describe*", "List*"],
  change: {
    policy: "applications",
    on: ["accessEntry", "addon", "cluster", "nodeGroup", "podIdentity"],
    unbound: ["CreateCluster"],
  },
  work: {
    develop: [{ sid: "RestartWorkloads", actions: ["AccessKubernetesApi", "DescribeCluster"], on: ["cluster"] }],
    operate: [
      {
        sid: "RestartWorkloads",
        actions: ["AccessKubernetesApi", "DescribeCluster", "UpdateNodegroupConfig"],
        on: ["cluster", "nodeGroup"],
      },
    ],
  },
  // Who may do what in a cluster is reviewed.
  notDeployers: ["Associate*", "CreateAccessEntry", "UpdateAccessEntry"],
  loses: ["DeleteCluster"],
});
