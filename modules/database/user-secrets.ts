import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { GeneratedSecret } from "../secrets/generated-secret";
import { readSecret } from "../secrets/grants";
import { RotationFunction, type RotationFunctionProps } from "../secrets/rotation-function";
import type { AdministeredDatabase } from "./user-roles";

export interface UserSecretsProps extends Pick<RotationFunctionProps, "code" | "keys"> {
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly database: AdministeredDatabase;
  readonly users: {
    /** Names of the roles in PostgreSQL. */
    readonly names: readonly string[];
    /** The roles: the first password is given at once. */
    readonly waitFor: readonly ITerraformDependable[];
    /** Days between two rotations of a password, 1 to 90. */
    readonly rotationDays: number;
  };
  readonly placement: NonNullable<RotationFunctionProps["placement"]>;
}

/** Longest run of a step: one connection to the database. */
const timeoutSeconds = 60;

/**
 * The password of each user of a database, in a secret that rotates. The name of the user stays the same: clients of a
 * proxy sign in as it with IAM, so that AWS's alternation of two users would lock them out every other time.
 */
export class UserSecrets extends Construct {
  /** ARN of the secret of each user. */
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: UserSecretsProps) {
    super(scope, id);
    const { site, purpose, database, users, code, keys, placement } = props;
    const rotation = new RotationFunction(this, "rotation", {
      site,
      purpose: `rotate-${purpose}-users`,
      description: `Gives the users of the database ${purpose} new passwords.`,
      code,
      keys,
      placement,
      timeoutSeconds,
      statements: readSecret("Administrator", { ...database.secret, region: site.region }),
    });
    const secretOf = (user: string) =>
      new GeneratedSecret(this, `secret-${user}`, {
        site,
        purpose: `${purpose}-${user}-credentials`,
        description: `Credentials of the user ${user} of the database ${purpose}.`,
        keys,
        rotation: { function: rotation, days: users.rotationDays, waitFor: users.waitFor },
        tags: {
          "database-user": user,
          "database-address": database.address,
          "database-administrator": database.secret.arn,
        },
      });
    this.arns = Object.fromEntries(users.names.map((user) => [user, secretOf(user).arn]));
  }
}
