import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { GeneratedSecret } from "../secrets/generated-secret";
import { RotationFunction, type RotationFunctionProps } from "../secrets/rotation-function";

export interface MasterUserSecretProps extends Pick<RotationFunctionProps, "code" | "keys"> {
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly cluster: {
    readonly identifier: string;
    readonly arn: string;
    /** A cluster takes a new password once it has a writer. */
    readonly instances: readonly ITerraformDependable[];
  };
  /** Days between two rotations of the password, 1 to 90. */
  readonly rotationDays: number;
}

/** Longest run of the function: a cluster takes a new password within a few minutes. */
const timeoutSeconds = 300;

/**
 * Credentials of the master user of a cluster whose password RDS does not manage, in a secret that rotates: its function
 * sets the password by way of the RDS API and never connects to the database.
 */
export class MasterUserSecret extends Construct {
  readonly arn: string;
  /** The start of the first rotation, for what signs in as the master user. */
  readonly rotation: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MasterUserSecretProps) {
    super(scope, id);
    const { site, purpose, cluster, code, keys } = props;
    const rotation = new RotationFunction(this, "rotation", {
      site,
      purpose: `rotate-${purpose}-password`,
      description: `Gives the master user of the database ${purpose} a new password.`,
      code,
      keys,
      timeoutSeconds,
      statements: [
        {
          sid: "SetPassword",
          actions: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"],
          resources: cluster.arn,
        },
      ],
    });
    const secret = new GeneratedSecret(this, "secret", {
      site,
      purpose: `${purpose}-master-user`,
      description: `Credentials of the master user of the database ${purpose}.`,
      keys,
      rotation: { function: rotation, days: props.rotationDays, waitFor: cluster.instances },
      tags: { cluster: cluster.identifier },
    });
    this.arn = secret.arn;
    this.rotation = secret.rotation;
  }
}
