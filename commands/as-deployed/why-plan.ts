import { isDeepStrictEqual } from "node:util";
import type { DeployRecord } from "./record";

/**
 * Why a stack has to be planned: a phrase, or undefined where it is as last deployed, so that a plan could show only
 * what somebody changed outside of Terraform.
 * @param now the stack as it is now; undefined where it has no state
 * @param record of its last deploy; undefined where there is none, or none that can be read
 */
export function whyPlan(now: DeployRecord | undefined, record: DeployRecord | undefined): string | undefined {
  if (now === undefined) return "it was never applied";
  if (record === undefined) return "no full deploy of it is on record";
  const differs = (part: keyof DeployRecord) => !isDeepStrictEqual(now[part], record[part]);
  if (differs("stack")) return "the record is of another stack";
  if (differs("state")) return "its state changed after its last deploy";
  if (differs("configuration")) return "its configuration differs from what was deployed";
  if (differs("setting")) return "what the emulator applies differs from what was deployed";
  if (differs("versions")) return "Terraform or a provider has another version than at its last deploy";
  const names = Object.keys({ ...now.read, ...record.read });
  const changed = names.filter((producer) => now.read[producer] !== record.read[producer]);
  return changed.length > 0 ? `what it reads of ${changed.join(", ")} changed` : undefined;
}
