import { viaService } from "../../../modules/encryption/grants";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { encryptCopies } from "../../../modules/secrets/grants";
import type { Classification } from "../keys";
import { fill, type Reach, regionsOf } from "./reach";
import { arnsOf, service } from "./service";

/** KMS. A key is named by an id; what it protects, its alias says. */
export const kms = service({
  prefix: "kms",
  resources: { key: "key/*", alias: "alias/{name}-*" },
  read: ["Describe*", "Get*", "List*"],
  never: ["PutKeyPolicy"],
  loses: ["DeleteImported*", "DisableKey", "ScheduleKeyDeletion"],
});

/** Use of keys by what they protect, and only through the services that hold the data. */
export function useKeys(
  reach: Reach,
  classifications: readonly Classification[],
  services: string | readonly string[],
  actions: readonly string[],
): PolicyStatement {
  return {
    sid: "UseKeys",
    actions,
    resources: arnsOf(reach, kms, "key"),
    conditions: {
      StringEquals: viaService(regionsOf(reach), services),
      "ForAnyValue:StringEquals": {
        "kms:ResourceAliases": classifications.flatMap((purpose) => fill(`alias/{name}-${purpose}`, reach)),
      },
    },
  };
}

/** Everything about keys but their policies, which are an administrator's. */
export function administerKeys(reach: Reach): PolicyStatement[] {
  return [
    { sid: "CreateKeys", actions: "kms:CreateKey", resources: "*" },
    {
      sid: "AdministerKeys",
      actions: [
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:ReplicateKey",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      resources: arnsOf(reach, kms, "key", "alias"),
    },
    // A service that is configured with a key checks that its caller may use it.
    {
      sid: "HandKeysToServices",
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:RetireGrant",
      ],
      resources: arnsOf(reach, kms, "key"),
      conditions: { StringLike: viaService(regionsOf(reach), "*") },
    },
  ];
}

/**
 * What a primary does in the region where it is recovered: a replica of the key of its secrets, and copies of these
 * under it. Keys of the environment in that region carry another tag.
 */
export function copySecrets(account: string, environment: string, region: string): PolicyStatement[] {
  const resources = `arn:aws:kms:${region}:${account}:key/*`;
  return [
    // A new replica gets its tags in the call that makes it (KMS API, ReplicateKey).
    {
      sid: "TagNewReplicaKey",
      actions: "kms:TagResource",
      resources,
      conditions: { StringEquals: { "aws:RequestTag/environment": environment } },
    },
    {
      sid: "AdministerReplicaKey",
      actions: [
        "kms:CancelKeyDeletion",
        "kms:EnableKey",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      resources,
      conditions: { StringEquals: { "aws:ResourceTag/environment": environment } },
    },
    // The principal that replicates a secret encrypts it there (Secrets Manager API, ReplicateSecretToRegions).
    encryptCopies("EncryptCopiesOfSecrets", resources, region),
  ];
}
