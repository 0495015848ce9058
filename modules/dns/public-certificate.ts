import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface PublicCertificateProps {
  readonly site: Site;
  readonly hostName: string;
  /**
   * Zone of the name, which gets the record that proves it is ours.
   * @default the record is there: AWS asks for the same one in every region of an account
   */
  readonly zone?: { readonly zoneId: string; readonly ttlSeconds: number };
  /** @default that of the stack */
  readonly provider?: AwsProvider;
}

/** A certificate for one host name, issued. AWS renews it as long as the record is there. */
export class PublicCertificate extends Construct {
  /** Only once the certificate is issued. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PublicCertificateProps) {
    super(scope, id);
    const { site, hostName, zone, provider } = props;
    const certificate = new AcmCertificate(this, "certificate", {
      provider,
      domainName: hostName,
      validationMethod: "DNS",
      tags: { Name: site.names.of("tag", hostName) },
      // What uses it moves to the new one before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
    const asked = certificate.domainValidationOptions.get(0);
    const record =
      zone &&
      new Route53Record(this, "record", {
        zoneId: zone.zoneId,
        name: asked.resourceRecordName,
        type: asked.resourceRecordType,
        records: [asked.resourceRecordValue],
        ttl: zone.ttlSeconds,
        // A certificate of another region has asked for the same record.
        allowOverwrite: true,
      });
    this.arn = new AcmCertificateValidation(this, "validation", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: record && [record.fqdn],
    }).certificateArn;
  }
}
