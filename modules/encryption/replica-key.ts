import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { type KeyPolicyProps, keyPolicy } from "./key-policy";

export interface ReplicaKeyProps extends KeyPolicyProps {
  /** ARN of the multi-Region key in the primary region. */
  readonly primaryKeyArn: string;
  /** What the key protects, as in "logs"; part of its alias. @default no alias: the user of the replica creates it */
  readonly purpose?: string;
  readonly description: string;
  /** Days between the order to delete the replica and its end, 7 to 30. */
  readonly deletionWindowDays: number;
  /** Provider of the replica's region. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** The same key material as a multi-Region key of another region, and its alias. It rotates with its primary. */
export class ReplicaKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ReplicaKeyProps) {
    super(scope, id);
    const { site, purpose } = props;
    const key = new KmsReplicaKey(this, "replica-key", {
      provider: props.provider,
      primaryKeyArn: props.primaryKeyArn,
      description: props.description,
      deletionWindowInDays: props.deletionWindowDays,
      policy: keyPolicy(props),
    });
    if (purpose) new KmsAlias(this, "alias", { name: site.names.of("kms-alias", purpose), targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
