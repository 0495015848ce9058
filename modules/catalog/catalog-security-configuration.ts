import { GlueSecurityConfiguration } from "@cdktf/provider-aws/lib/glue-security-configuration";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface CatalogSecurityConfigurationProps {
  readonly site: Site;
  /** What jobs and crawlers work on, as in "lake"; part of its name, and with it of the names of their log groups. */
  readonly purpose: string;
  /** Key of what jobs write to S3 and of their bookmarks. */
  readonly kmsKeyArn: string;
}

/** How jobs and crawlers of AWS Glue encrypt what they write. It cannot be changed, only replaced. */
export class CatalogSecurityConfiguration extends Construct {
  /** Its name as plain text, to build other names of. */
  readonly plainName: string;
  /** Its name as a reference, so that what uses it is made after it. */
  readonly configurationName: string;

  constructor(scope: Construct, id: string, props: CatalogSecurityConfigurationProps) {
    super(scope, id);
    const { site, purpose, kmsKeyArn } = props;
    this.plainName = site.names.of("glue", purpose);
    const configuration = new GlueSecurityConfiguration(this, "security-configuration", {
      name: this.plainName,
      encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: site.logs.kmsKeyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn },
      },
    });
    this.configurationName = configuration.name;
  }
}
