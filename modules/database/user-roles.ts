import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { LambdaFunction, type LambdaFunctionProps } from "../functions/lambda-function";
import { readSecret } from "../secrets/grants";
import type { DatabaseUser } from "./user-names";

export interface UserRolesProps {
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly database: AdministeredDatabase & {
    /** The database follows another: its roles come from there until it is the primary. */
    readonly follows: boolean;
    /** What the function needs at its first run: the writer, and the password of the administrator. */
    readonly waitFor: readonly ITerraformDependable[];
  };
  /** By the name of the role in PostgreSQL. */
  readonly users: Readonly<Record<string, DatabaseUser>>;
  readonly code: LambdaFunctionProps["code"];
  readonly runs: Required<Pick<LambdaFunctionProps["settings"], "placement">> &
    Pick<LambdaFunctionProps, "queueKeyArn">;
}

/** A database, and where the credentials of its administrator are. */
export interface AdministeredDatabase {
  /** Host name that takes writes, port and database, as in "main.example.com:5432/platform". */
  readonly address: string;
  /** Secret with `username` and `password`. */
  readonly secret: { readonly arn: string; readonly kmsKeyArn: string };
}

/** Longest run of the function, which waits for a writer as long as it can. */
const timeoutSeconds = 300;

/**
 * The roles of a database, made by a function that Terraform calls when the users change. What the function is called
 * with and what it answers is in the state: names, levels and who reads what, and no password.
 */
export class UserRoles extends Construct {
  /** What needs the roles must wait for this. */
  readonly invocation: ITerraformDependable;

  constructor(scope: Construct, id: string, props: UserRolesProps) {
    super(scope, id);
    const { site, purpose, database, users, code, runs } = props;
    const { address, follows, secret } = database;
    const lambda = new LambdaFunction(this, "function", {
      site,
      purpose: `users-${purpose}`,
      description: `Makes the users of the database ${purpose}.`,
      code,
      settings: { timeoutSeconds, placement: runs.placement },
      role: { statements: readSecret("Administrator", { ...secret, region: site.region }) },
      queueKeyArn: runs.queueKeyArn,
    });
    this.invocation = new LambdaInvocation(this, "invocation", {
      functionName: lambda.functionName,
      // A change of the input is what calls the function again; after an error, the next apply does.
      input: Fn.jsonencode({ address, administrator: secret.arn, follows, users }),
      lifecycleScope: "CREATE_ONLY",
      dependsOn: [...database.waitFor],
    });
  }
}
