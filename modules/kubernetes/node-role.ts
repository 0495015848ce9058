import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { clusterArn } from "./cluster";

/**
 * What a node needs to join its cluster and to start pods, and no pod can use: metadata answer nodes alone.
 * @param repositories pattern of the names of the account's repositories that it starts pods from
 */
export function nodeStatements(
  { account, region }: SiteLocation,
  clusterName: string,
  repositories: string,
): PolicyStatement[] {
  return [
    // Nodes find their name and their number of pods.
    { sid: "SeeInstances", actions: ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"], resources: "*" },
    {
      sid: "JoinCluster",
      // The agent of Pod Identity gets the credentials of pods.
      actions: ["eks-auth:AssumeRoleForPodIdentity", "eks:DescribeCluster"],
      resources: clusterArn({ account, region }, clusterName),
    },
    { sid: "SignInToRegistries", actions: "ecr:GetAuthorizationToken", resources: "*" },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [
        `arn:aws:ecr:${region}:${account}:repository/${repositories}`,
        // Images of add-ons, in registries of EKS: another account in each region
        // (docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html).
        `arn:aws:ecr:${region}:*:repository/amazon*`,
        `arn:aws:ecr:${region}:*:repository/eks/*`,
      ],
    },
  ];
}
