import type { OneOrMore, PolicyStatement } from "../identity/policy-document";

/** KMS actions by what a caller does with the data that a key protects. */
export const keyActions = {
  read: "kms:Decrypt",
  /** Each write asks for a new data key. SQS, SNS and uploads to S3 in parts decrypt that key again. */
  write: ["kms:Decrypt", "kms:GenerateDataKey"],
} as const;

export interface KeyGrant {
  /** What the statement is for; letters and digits only, unique in its document. */
  readonly sid: string;
  readonly actions: OneOrMore;
  /** ARN of the key, or of each of several. */
  readonly keyArns: OneOrMore;
  /** Region of the key. */
  readonly region: string;
  /** Service that uses the key for its caller, as in "s3", or several. */
  readonly through: OneOrMore;
}

/** Use of a key by way of the services that hold the data, and in no other way. */
export function useKey({ sid, actions, keyArns, region, through }: KeyGrant): PolicyStatement {
  return { sid, actions, resources: keyArns, conditions: { StringEquals: viaService(region, through) } };
}

/** What EC2 asks of KMS on behalf of the principal that creates or attaches an encrypted volume. */
export function encryptVolumes(region: string, keyArn: string): PolicyStatement[] {
  return [
    useKey({
      sid: "EncryptVolumes",
      actions: [...keyActions.write, "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      keyArns: keyArn,
      region,
      through: "ec2",
    }),
    {
      sid: "LetInstancesDecrypt",
      actions: "kms:CreateGrant",
      resources: keyArn,
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** What a condition says of a key that is used by way of a service, as in "s3", or one of several, in one or more regions. */
export function viaService(regions: OneOrMore, services: OneOrMore): { readonly "kms:ViaService": OneOrMore } {
  const host = (service: string, region: string) => `${service}.${region}.amazonaws.com`;
  if (typeof services === "string" && typeof regions === "string") return { "kms:ViaService": host(services, regions) };
  const hosts = [services].flat().flatMap((service) => [regions].flat().map((region) => host(service, region)));
  return { "kms:ViaService": hosts };
}
