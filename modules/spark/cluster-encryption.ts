import { EmrSecurityConfiguration } from "@cdktf/provider-aws/lib/emr-security-configuration";
import { Construct } from "constructs";
import type { SiteLocation } from "../../platform/site";

/**
 * A zip in S3 with `privateKey.pem`, `certificateChain.pem` and `trustedCertificates.pem`, for `*.ec2.internal` in
 * us-east-1 and `*.<region>.compute.internal` elsewhere
 * (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-encryption-enable.html). It is a secret: anyone who holds the
 * certificate authority puts it there, and Terraform sees its place only.
 */
export interface ClusterCertificates {
  readonly bucketName: string;
  /** As in "emr/certificates.zip". */
  readonly objectKey: string;
  readonly kmsKeyArn: string;
}

export interface ClusterEncryptionProps {
  readonly site: SiteLocation;
  /** Name of the cluster in names, as in "emr-hadoop". */
  readonly purpose: string;
  /** Key of what the cluster writes to S3. */
  readonly objectsKeyArn: string;
  /** Key of root and storage volumes. */
  readonly volumesKeyArn: string;
  readonly certificates: ClusterCertificates;
}

/**
 * How an EMR cluster encrypts what it keeps and what it sends, and that its nodes hand out credentials to IMDSv2 alone.
 * Instance stores need no key: those of current instance types encrypt themselves.
 */
export class ClusterEncryption extends Construct {
  readonly configuration: EmrSecurityConfiguration;

  constructor(scope: Construct, id: string, props: ClusterEncryptionProps) {
    super(scope, id);
    const { certificates } = props;
    this.configuration = new EmrSecurityConfiguration(this, "security-configuration", {
      name: props.site.names.of("emr-security-configuration", props.purpose),
      configuration: JSON.stringify({
        EncryptionConfiguration: {
          EnableAtRestEncryption: true,
          AtRestEncryptionConfiguration: {
            S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: props.objectsKeyArn },
            LocalDiskEncryptionConfiguration: {
              EncryptionKeyProviderType: "AwsKms",
              AwsKmsKey: props.volumesKeyArn,
              EnableEbsEncryption: true,
            },
          },
          EnableInTransitEncryption: true,
          InTransitEncryptionConfiguration: {
            TLSCertificateConfiguration: {
              CertificateProviderType: "PEM",
              S3Object: `s3://${certificates.bucketName}/${certificates.objectKey}`,
            },
          },
        },
        InstanceMetadataServiceConfiguration: {
          MinimumInstanceMetadataServiceVersion: 2,
          HttpPutResponseHopLimit: 1,
        },
      }),
    });
  }
}
