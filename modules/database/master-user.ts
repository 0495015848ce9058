import type { RdsCluster, RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { Fn } from "cdktf";

/** Name of the user who may do everything in the database, and makes the users of people and programs. */
const masterUsername = "platform_admin";

/** How a cluster gets its master user: arguments of the cluster, and the secret that RDS keeps the credentials in. */
export interface MasterUser {
  readonly settings: Pick<
    RdsClusterConfig,
    | "manageMasterUserPassword"
    | "masterPasswordWo"
    | "masterPasswordWoVersion"
    | "masterUsername"
    | "masterUserSecretKmsKeyId"
  >;
  /** Undefined where the primary region keeps them. */
  readonly secretArn: (cluster: RdsCluster) => string | undefined;
}

/** RDS makes the password, keeps it in a secret that RDS owns, and rotates it every seven days. */
export function managedMasterUser(secretsKeyArn: string): MasterUser {
  return {
    settings: { masterUsername, manageMasterUserPassword: true, masterUserSecretKmsKeyId: secretsKeyArn },
    secretArn: (cluster) => cluster.masterUserSecret.get(0).secretArn,
  };
}

/**
 * The master user of a global database, whose password RDS does not manage
 * (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations).
 *
 * Terraform draws a random password while it applies and hands it over in a write-only argument: it is in no file, plan
 * or state, and no one knows it. The first rotation of a MasterUserSecret replaces it.
 */
export const unmanagedMasterUser: MasterUser = {
  settings: { masterUsername, masterPasswordWo: Fn.uuid(), masterPasswordWoVersion: 1 },
  secretArn: () => undefined,
};
