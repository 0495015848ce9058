import type { SiteLocation } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { OneOrMore, PolicyStatement } from "../identity/policy-document";
import type { SecretKeys } from "./secret-keys";

/** A secret or several, and the key of the values. */
export interface SecretAccess {
  readonly arn: OneOrMore;
  readonly kmsKeyArn: string;
  readonly region: string;
}

const through = "secretsmanager";

/**
 * Reads the value of a secret, or of each of several.
 * @param what what the value is, in Pascal case, as in "Credentials"; part of the sids
 */
export function readSecret(what: string, { arn, kmsKeyArn, region }: SecretAccess): PolicyStatement[] {
  return [
    { sid: `Read${what}`, actions: "secretsmanager:GetSecretValue", resources: arn },
    useKey({ sid: `Decrypt${what}`, actions: keyActions.read, keyArns: kmsKeyArn, region, through }),
  ];
}

/**
 * Gives the secrets that name the function new values.
 * @param functionArn ARN of the function that rotates, spelled out: a role cannot refer to the function that needs it
 */
export function rotateSecrets(
  { account, region }: SiteLocation,
  functionArn: string,
  { kmsKeyArn, replicas }: SecretKeys,
): PolicyStatement[] {
  return [
    {
      sid: "RotateSecrets",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: `arn:aws:secretsmanager:${region}:${account}:secret:*`,
      conditions: { ArnEquals: { "secretsmanager:resource/AllowRotationLambdaArn": functionArn } },
    },
    // Makes a random text and touches no secret: it knows no resources.
    { sid: "MakeValues", actions: "secretsmanager:GetRandomPassword", resources: "*" },
    useKey({ sid: "UseKeyOfSecrets", actions: keyActions.write, keyArns: kmsKeyArn, region, through }),
    ...replicas.map((replica) =>
      encryptCopies(`UseKeyIn${replica.region.replaceAll("-", "")}`, replica.kmsKeyArn, replica.region),
    ),
  ];
}

/**
 * Encrypts the copies of secrets in another region, which the principal that writes a value or adds a copy does
 * (docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets_troubleshoot.html).
 * @param keyArn ARN of the key of the copies, or a pattern
 * @param region region of the copies
 */
export function encryptCopies(sid: string, keyArn: string, region: string): PolicyStatement {
  const actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];
  return useKey({ sid, actions, keyArns: keyArn, region, through });
}
