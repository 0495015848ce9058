import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53HostedZoneDnssec } from "@cdktf/provider-aws/lib/route53-hosted-zone-dnssec";
import { Route53KeySigningKey } from "@cdktf/provider-aws/lib/route53-key-signing-key";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyAdministration } from "../encryption/key-policy";
import { policyDocument } from "../identity/policy-document";

export interface ZoneSigningProps {
  readonly site: Site;
  readonly zoneId: string;
  /** Of us-east-1. @default the stack is there */
  readonly provider?: AwsProvider;
}

/**
 * DNSSEC of a zone. Resolvers check signatures once the parent zone has the DS record, and must have stopped before
 * signing ends: docs/runbooks/remove-dnssec.md. The key has to be in us-east-1
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html).
 */
export class ZoneSigning extends Construct {
  /** What the zone above has to hold. */
  readonly dsRecord: string;

  constructor(scope: Construct, id: string, { site, zoneId, provider }: ZoneSigningProps) {
    super(scope, id);
    const { account, names } = site;
    const principal = { service: "dnssec-route53.amazonaws.com" };
    const forZones = {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/*" },
    };
    const key = new KmsKey(this, "key", {
      provider,
      description: "Signs the public zone",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 30,
      policy: policyDocument([
        keyAdministration(account),
        {
          sid: "SignedByRoute53",
          principal,
          actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
          resources: "*",
          conditions: forZones,
        },
        {
          sid: "GrantedToRoute53",
          principal,
          actions: "kms:CreateGrant",
          resources: "*",
          conditions: { ...forZones, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ]),
    });
    new KmsAlias(this, "alias", { provider, name: names.of("kms-alias", "dnssec"), targetKeyId: key.keyId });
    const signingKey = new Route53KeySigningKey(this, "key-signing-key", {
      hostedZoneId: zoneId,
      name: "first",
      keyManagementServiceArn: key.arn,
    });
    new Route53HostedZoneDnssec(this, "hosted-zone-dnssec", {
      hostedZoneId: signingKey.hostedZoneId,
    });
    this.dsRecord = signingKey.dsRecord;
  }
}
