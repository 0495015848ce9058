import type { PolicyStatement } from "../identity/policy-document";

/** Finds the endpoint of a cluster. What may be done there is the business of the access entry. */
export function signInToCluster(clusterArn: string): PolicyStatement {
  return { sid: "SignInToCluster", actions: "eks:DescribeCluster", resources: clusterArn };
}
