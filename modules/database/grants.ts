import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";

/** A user of a database, who signs in with IAM. */
export interface DatabaseUser {
  /** Id of the proxy, as in "prx-0a1b2c3d", or of a cluster that is reached without one, as in "cluster-ABCDEFGHIJKL". */
  readonly resourceId: string;
  /** Name of the user in PostgreSQL. */
  readonly user: string;
}

/**
 * Runs SQL through the Data API of a cluster; the secret that a call names decides as which user
 * (docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html).
 */
export function runStatements(clusterArn: string): PolicyStatement[] {
  return [
    {
      sid: "RunStatements",
      actions: ["rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement"],
      resources: clusterArn,
    },
    { sid: "SeeCluster", actions: "rds:DescribeDBClusters", resources: clusterArn },
  ];
}

/** Connect to a database as one user (Aurora user guide, "Creating and using an IAM policy for IAM database access"). */
export function connectToDatabase(
  { account, region }: SiteLocation,
  { resourceId, user }: DatabaseUser,
): PolicyStatement[] {
  return [
    {
      sid: "ConnectToDatabase",
      actions: "rds-db:connect",
      resources: `arn:aws:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`,
    },
  ];
}
