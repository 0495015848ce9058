import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version";
import { DataAwsSecretsmanagerSecretVersions } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface SecretValuesProps {
  readonly site: Site;
  readonly secretArn: string;
}

/**
 * The value of a secret, and the one before, read at each plan. Both are in the state afterwards: only for what AWS takes
 * as plain text and nothing else.
 */
export class SecretValues extends Construct {
  readonly current: string;
  /** The current one as long as the secret was never rotated. */
  readonly previous: string;

  constructor(scope: Construct, id: string, { secretArn }: SecretValuesProps) {
    super(scope, id);
    const current = new DataAwsSecretsmanagerSecretVersion(this, "current", {
      secretId: secretArn,
      versionStage: "AWSCURRENT",
    });
    const all = new DataAwsSecretsmanagerSecretVersions(this, "versions", { secretId: secretArn });
    const previous = new DataAwsSecretsmanagerSecretVersion(this, "previous", {
      secretId: secretArn,
      versionId:
        `\${coalesce(one([for one in ${all.fqn}.versions : one.version_id ` +
        `if contains(one.version_stages, "AWSPREVIOUS")]), ${current.fqn}.version_id)}`,
    });
    this.current = current.secretString;
    this.previous = previous.secretString;
  }
}
