import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { Construct } from "constructs";

export interface CatalogSecurityConfigurationProps {
  /** Name of the security configuration; part of the names of the log groups of its jobs and crawlers. */
  readonly name: string;
  /** Key of what jobs write to S3 and of their bookmarks. */
  readonly dataKmsKeyArn: string;
  /** Key of the log groups. */
  readonly logsKmsKeyArn: string;
}

/** How jobs and crawlers of AWS Glue encrypt what they write. It cannot be changed, only replaced. */
export class CatalogSecurityConfiguration extends Construct {
  /** Its name as plain text, to build other names of. */
  readonly plainName: string;
  /** Its name as a reference, so that what uses it is made after it. */
  readonly configurationName: string;

  constructor(scope: Construct, id: string, props: CatalogSecurityConfigurationProps) {
    super(scope, id);
    const configuration = new GlueSecurityConfiguration(this, "security-configuration", {
      name: props.name,
      encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: props.logsKmsKeyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: props.dataKmsKeyArn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: props.dataKmsKeyArn },
      },
    });
    this.plainName = props.name;
    this.configurationName = configuration.name;
  }
}
