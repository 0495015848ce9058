import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { refuseOtherAccounts } from "./refuse-other-accounts";
import type { RotationFunction } from "./rotation-function";
import type { SecretKeys } from "./secret-keys";

export interface GeneratedSecretProps {
  readonly site: Site;
  /** What the secret holds, as in "session-signing-key"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  /** What access goes by, as the tag `application`, and what its rotation has to know. */
  readonly tags: Readonly<Record<string, string>>;
  readonly keys: SecretKeys;
  readonly rotation: {
    readonly function: RotationFunction;
    readonly days: number;
    /** What has to be there before the first rotation, which comes at once. @default nothing */
    readonly waitFor?: readonly ITerraformDependable[];
  };
}

/**
 * A secret with a random value that no person and no state ever sees: it is made, and made anew, by rotation. In a site
 * with deletion protection it can be restored for 30 days after its deletion.
 */
export class GeneratedSecret extends Construct {
  readonly arn: string;
  /** The start of the first rotation, for what needs the value. */
  readonly rotation: ITerraformDependable;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { site, keys, rotation } = props;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: site.names.of("secret", props.purpose),
      description: props.description,
      kmsKeyId: keys.kmsKeyArn,
      recoveryWindowInDays: site.deletionProtection ? 30 : 0,
      replica: keys.replicas.map(({ region, kmsKeyArn }) => ({ region, kmsKeyId: kmsKeyArn })),
      tags: props.tags,
    });
    this.arn = secret.arn;
    const policy = refuseOtherAccounts(this, "policy", { site, secretArn: secret.arn });
    this.rotation = new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secret.id,
      rotationLambdaArn: rotation.function.arn,
      rotationRules: { automaticallyAfterDays: rotation.days },
      dependsOn: [policy, rotation.function.permission, ...(rotation.waitFor ?? [])],
    });
  }
}
