import { Fn, type ITerraformDependable } from "cdktf";
import { AdministrationGroup } from "../../modules/database/administration-group";
import { type AdministeredDatabase, UserRoles } from "../../modules/database/user-roles";
import { UserSecrets } from "../../modules/database/user-secrets";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";
import { secretCopy } from "./secret-copy";

/** What the users of the database build on. */
export interface UsersFoundation extends DataFoundation {
  /** What the database is for; part of the names. */
  readonly purpose: string;
  readonly database: AdministeredDatabase;
  /** What is there before the first user can be made. */
  readonly waitFor: readonly ITerraformDependable[];
}

/** Days between two rotations of the password of a user. */
const passwordDays = 30;

/**
 * The users of the database and their secrets. In a recovery environment roles and passwords come with the data, and the
 * secrets are the copies of the primary's. Returns the ARN of the secret of each user.
 */
export function buildDatabaseUsers(
  stack: LayerStack<DataEnvironment>,
  foundation: UsersFoundation,
): Readonly<Record<string, string>> {
  const { site, security, network, environment, subnetIds, upstream, purpose, database, waitFor } = foundation;
  const { users } = environment.data.relational;
  if (Object.keys(users).length === 0) return {};

  const group = new AdministrationGroup(stack, "database-administration", {
    site,
    purpose,
    vpcId: network.vpcId,
    databaseGroupId: network.dataSecurityGroupId,
    endpointsGroupId: network.endpointsSecurityGroupId,
  });
  const placement = { subnetIds, securityGroupIds: [group.groupId] };
  const roles = new UserRoles(stack, "database-users", {
    site,
    purpose,
    database: { ...database, follows: upstream !== undefined, waitFor },
    users,
    code: stack.asset("database-users.zip", functionCode("database-users")),
    runs: { placement, queueKeyArn: security.streamsKeyArn },
  });
  if (upstream) {
    const arns = upstream.data.databaseUserSecretArns;
    const copyOf = (user: string) =>
      secretCopy(stack, `database-user-${user}-arn`, { site, upstream, secretArn: Fn.lookup(arns, user) });
    return Object.fromEntries(Object.keys(users).map((user) => [user, copyOf(user)]));
  }

  const { recovery } = environment;
  return new UserSecrets(stack, "database-user", {
    site,
    purpose,
    database,
    users: { names: Object.keys(users), waitFor: [roles.invocation], rotationDays: passwordDays },
    code: stack.asset("rotate-database-user.zip", functionCode("rotate-database-user")),
    keys: {
      kmsKeyArn: security.secretsKeyArn,
      replicas: recovery ? [{ region: recovery.region, kmsKeyArn: security.recoverySecretsKeyArn }] : [],
      queueKeyArn: security.streamsKeyArn,
    },
    placement,
  }).arns;
}
