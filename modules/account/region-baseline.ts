import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Construct } from "constructs";

/** Settings that exist once per account and region. Exactly one state may build this. */
export class RegionBaseline extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "ebs-encryption-by-default", { enabled: true });
  }
}
