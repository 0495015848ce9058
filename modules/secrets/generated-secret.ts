import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../identity/policy-document";
import type { RotationFunction } from "./rotation-function";

export interface GeneratedSecretProps {
  /** Name of the secret, at most 512 characters. */
  readonly name: string;
  readonly description: string;
  readonly account: string;
  /** What access goes by, as the tag `application`, and what its rotation has to know. */
  readonly tags: Readonly<Record<string, string>>;
  readonly kmsKeyArn: string;
  /** Where AWS keeps a copy that follows every rotation, each under a key of its region. */
  readonly replicas: readonly { readonly region: string; readonly kmsKeyArn: string }[];
  readonly rotation: {
    readonly function: RotationFunction;
    readonly days: number;
    /** What has to be there before the first rotation, which comes at once. @default nothing */
    readonly waitFor?: readonly ITerraformDependable[];
  };
  /** The secret can be restored for 30 days after its deletion. */
  readonly deletionProtection: boolean;
}

/** A secret with a random value that no person and no state ever sees: it is made, and made anew, by rotation. */
export class GeneratedSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { rotation } = props;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: props.name,
      description: props.description,
      kmsKeyId: props.kmsKeyArn,
      recoveryWindowInDays: props.deletionProtection ? 30 : 0,
      replica: props.replicas.map(({ region, kmsKeyArn }) => ({ region, kmsKeyId: kmsKeyArn })),
      tags: props.tags,
    });
    this.arn = secret.arn;
    const policy = new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: policyDocument([
        {
          sid: "RefuseOtherAccounts",
          effect: "Deny",
          principal: "*",
          actions: "secretsmanager:*",
          resources: "*",
          conditions: { StringNotEquals: { "aws:PrincipalAccount": props.account } },
        },
      ]),
    });
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secret.id,
      rotationLambdaArn: rotation.function.arn,
      rotationRules: { automaticallyAfterDays: rotation.days },
      dependsOn: [policy, rotation.function.permission, ...(rotation.waitFor ?? [])],
    });
  }
}
