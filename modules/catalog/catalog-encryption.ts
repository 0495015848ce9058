import { GlueDataCatalogEncryptionSettings } from "@cdktf/provider-aws/lib/glue-data-catalog-encryption-settings";
import { Construct } from "constructs";

export interface CatalogEncryptionProps {
  readonly kmsKeyArn: string;
}

/** Encrypts the Data Catalog and the passwords of its connections. A region of an account has this setting once. */
export class CatalogEncryption extends Construct {
  /** What is made before it stays as it was: databases wait for it. */
  readonly settings: GlueDataCatalogEncryptionSettings;

  constructor(scope: Construct, id: string, { kmsKeyArn }: CatalogEncryptionProps) {
    super(scope, id);
    this.settings = new GlueDataCatalogEncryptionSettings(this, "data-catalog-encryption-settings", {
      dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: kmsKeyArn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: kmsKeyArn },
      },
    });
  }
}
