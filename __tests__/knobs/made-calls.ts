import type { Change } from "../../commands/preview/changes";

/** Verbs of calls that an update in place does not make. */
const notInUpdates = /^[\w-]+:(Create|Delete|Deregister|Register|Run|Allocate|Release|Terminate|Disassociate|Detach)/;

/** Verbs of calls that a creation does not make. */
const notInCreations = /^[\w-]+:(Delete|Deregister|Release|Terminate|Disassociate|Detach|Disable|Remove|Untag)/;

const tagging = /^[\w-]+:(Tag|Untag|AddTags|RemoveTags)/;

/** Calls that an update makes for these arguments alone. */
const callsFor: Readonly<Record<string, string>> = {
  "kms:PutKeyPolicy": "policy",
  "kms:EnableKey": "is_enabled",
  "kms:EnableKeyRotation": "enable_key_rotation rotation_period_in_days",
  "kms:UpdateKeyDescription": "description",
  "iam:PutRolePermissionsBoundary": "permissions_boundary",
  "iam:UpdateAssumeRolePolicy": "assume_role_policy",
  "iam:UpdateRole": "max_session_duration",
  "iam:UpdateRoleDescription": "description",
};

/** Whether the provider makes the call of a resource for the change. */
export function isMade({ action, attributes }: Change, call: string): boolean {
  if (action === "create") return !notInCreations.test(call);
  if (action !== "update") return true;
  const wanted = tagging.test(call) ? "tags tags_all" : callsFor[call];
  const changes = wanted === undefined || attributes.some(({ name }) => wanted.split(" ").includes(name));
  return changes && !notInUpdates.test(call);
}
