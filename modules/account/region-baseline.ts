import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";

export interface RegionBaselineProps {
  /** Key of every disk that names no other. */
  readonly volumesKeyArn: string;
}

/** Settings that exist once per account and region. Exactly one state may build this. */
export class RegionBaseline extends Construct {
  constructor(scope: Construct, id: string, { volumesKeyArn }: RegionBaselineProps) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "ebs-encryption-by-default", { enabled: true });
    new EbsDefaultKmsKey(this, "ebs-default-kms-key", { keyArn: volumesKeyArn });
  }
}
