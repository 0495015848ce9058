import { GlueDataCatalogEncryptionSettings } from "@cdktf/provider-aws/lib/glue-data-catalog-encryption-settings";
import { Construct } from "constructs";

export interface CatalogEncryptionProps {
  readonly kmsKeyArn: string;
}

/** Encrypts the Data Catalog and the passwords of its connections. A region of an account has this setting once. */
export class CatalogEncryption extends Construct {
  constructor(scope: Construct, id: string, { kmsKeyArn }: CatalogEncryptionProps) {
    super(scope, id);
    new GlueDataCatalogEncryptionSettings(this, "data-catalog-encryption-settings", {
      dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: kmsKeyArn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: kmsKeyArn },
      },
    });
  }
}
