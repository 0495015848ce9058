import type { RdsCluster, RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import type { PostgresProps } from "./postgres-props";

/** Name of the user who may do everything in the database. People and programs have users of their own. */
const masterUsername = "postgres";

/** How a cluster gets its master user: arguments of the cluster, and the secret with the user's credentials. */
export interface MasterUser {
  readonly settings: Pick<
    RdsClusterConfig,
    | "manageMasterUserPassword"
    | "masterPasswordWo"
    | "masterPasswordWoVersion"
    | "masterUsername"
    | "masterUserSecretKmsKeyId"
  >;
  readonly secretArn: (cluster: RdsCluster) => string;
}

/** RDS makes the password, keeps it in a secret of its own and rotates it every seven days. */
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
 * or state, and known to nobody. The secret is made empty. Whoever needs the master user, a rotation function first of
 * all, sets a new password with rds:ModifyDBCluster and puts it there. Terraform must not: it would read a value it
 * has written at every refresh, which the roles that plan and apply are denied.
 */
export function unmanagedMasterUser(scope: Construct, props: PostgresProps, secretsKeyArn: string): MasterUser {
  const { site, purpose, deletionProtection } = props;
  const secret = new SecretsmanagerSecret(scope, "master-user", {
    name: site.names.of("secret", `${purpose}-master-user`),
    description: `Credentials of the master user of ${purpose}`,
    kmsKeyId: secretsKeyArn,
    recoveryWindowInDays: deletionProtection ? 30 : 7,
  });
  return {
    settings: { masterUsername, masterPasswordWo: Fn.uuid(), masterPasswordWoVersion: 1 },
    secretArn: () => secret.arn,
  };
}
