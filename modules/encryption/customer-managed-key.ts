import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { type KeyPolicyProps, keyPolicy } from "./key-policy";

export interface CustomerManagedKeyProps extends KeyPolicyProps {
  /** What the key protects, as in "logs"; part of its alias. */
  readonly purpose: string;
  readonly description: string;
  /** Days between the order to delete the key and its end, 7 to 30. */
  readonly deletionWindowDays: number;
  /** Days between two rotations of the key material, 90 to 2560. */
  readonly rotationDays: number;
  /** Other regions may replicate the key. Fixed for its life. */
  readonly multiRegion: boolean;
  /** Provider of the region of the key. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** A symmetric KMS key that rotates, and its alias. */
export class CustomerManagedKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CustomerManagedKeyProps) {
    super(scope, id);
    const { provider } = props;
    const name = props.site.names.of("kms-alias", props.purpose);
    const key = new KmsKey(this, "key", {
      provider,
      description: props.description,
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationDays,
      deletionWindowInDays: props.deletionWindowDays,
      multiRegion: props.multiRegion,
      policy: keyPolicy(props),
      // Tells the keys of a stack apart where no state knows their ids.
      tags: { Name: name },
    });
    new KmsAlias(this, "alias", { provider, name, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
