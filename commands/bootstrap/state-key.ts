import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { UserError } from "../../platform/errors";
import type { Destination } from "../account/destination";

/** Marks a key with the alias it is for, so that a run that ended before it made the alias is continued. */
const purposeTag = "strata:state-key";

export interface StateKey {
  readonly arn: string;
  /** What was done, as in `created, rotation turned on`. */
  readonly done: string;
}

/**
 * Finds or creates the customer-managed key of the states, with yearly rotation.
 * @param keyOrAlias ARN of a key, which has to exist, or of an alias, which is created where it is missing
 * @throws UserError when the key does not exist or cannot be used
 */
export async function ensureStateKey({ settings }: Destination, keyOrAlias: string): Promise<StateKey> {
  const [, , , region = "", , resource = ""] = keyOrAlias.split(":");
  const kms = new KMSClient({ region, ...settings });
  const done: string[] = [];
  // An alias is looked up by name: the account has been confirmed.
  let key = await describe(kms, resource);
  if (key === undefined) {
    if (!resource.startsWith("alias/")) {
      throw new UserError(
        `expected the key ${keyOrAlias} of \`state.kmsKeyArn\`, got none: a key gets its id from AWS. Name an alias, as in ` +
          `${keyOrAlias.replace(resource, "alias/strata-state")}, and bootstrap creates the key.`,
      );
    }
    key = (await unfinishedKey(kms, resource)) ?? (await createKey(kms, resource));
    await kms.send(new CreateAliasCommand({ AliasName: resource, TargetKeyId: key.KeyId }));
    done.push("created");
  }
  if (key.KeyState !== "Enabled") {
    throw new UserError(
      `expected an enabled key behind ${keyOrAlias}, got one in state ${key.KeyState}: the states could not be read. ` +
        "Enable it (cancel its deletion first), or name another alias.",
    );
  }
  const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId: key.KeyId }));
  if (!KeyRotationEnabled) {
    await kms.send(new EnableKeyRotationCommand({ KeyId: key.KeyId }));
    done.push("rotation turned on");
  }
  return { arn: String(key.Arn), done: done.join(", ") || "unchanged" };
}

async function describe(kms: KMSClient, id: string): Promise<KeyMetadata | undefined> {
  try {
    return (await kms.send(new DescribeKeyCommand({ KeyId: id.replace(/^key\//, "") }))).KeyMetadata;
  } catch (error) {
    if ((error as Error).name === "NotFoundException") return undefined;
    throw error;
  }
}

/** A key that an interrupted run made for this alias. */
async function unfinishedKey(kms: KMSClient, alias: string): Promise<KeyMetadata | undefined> {
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId } of Keys) {
      const key = await describe(kms, String(KeyId));
      if (key?.KeyManager !== "CUSTOMER" || key.KeyState !== "Enabled") continue;
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      if (Tags.some(({ TagKey, TagValue }) => TagKey === purposeTag && TagValue === alias)) return key;
    }
  }
  return undefined;
}

async function createKey(kms: KMSClient, alias: string): Promise<KeyMetadata> {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: "Encrypts the Terraform states",
      Tags: [{ TagKey: purposeTag, TagValue: alias }],
    }),
  );
  if (!KeyMetadata) throw new Error("CreateKey answered without the key");
  return KeyMetadata;
}
