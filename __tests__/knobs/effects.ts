import type { Action } from "../../commands/preview/changes";
import { iamModelOf } from "../../policies/access/iam-model";
import { simulate } from "../../policies/access/simulate";
import type { LinkedStack } from "../../synthesized/linked-stack";
import { providerCalls } from "../personas/provider-calls/all";
import { requestsOf } from "../personas/provider-calls/requests";
import { madeOf } from "../personas/provider-calls/type-calls";
import { isMade } from "./made-calls";
import type { VariantChange } from "./plan-variants";
import type { Effects, TypeEffect } from "./record";

/** The changes by action and type. */
export function effectsOf(changes: readonly VariantChange[]): Effects {
  const effects: Partial<Record<Action, Record<string, TypeEffect>>> = {};
  const sorted = [...changes].sort((one, other) => (one.key < other.key ? -1 : 1));
  for (const { key, change } of sorted) {
    const type = typeOf(key);
    const forcing = change.attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ name }) => name);
    effects[change.action] ??= {};
    const known = effects[change.action]?.[type];
    const because = [...new Set([...(known?.because ?? []), ...forcing])].sort();
    Object.assign(effects[change.action] ?? {}, {
      [type]: { count: (known?.count ?? 0) + 1, ...(because.length > 0 && { because }) },
    });
  }
  return effects;
}

/** The type in a key, as in `dev-data/aws_kms_key.lake`. */
export function typeOf(key: string): string {
  return key.split("/")[1]?.split(".")[0] ?? "";
}

/**
 * Calls that the changes need and the pipeline of the environment may not make, as it is before them.
 * @param base the stacks as they are applied
 * @param edited the stacks that the changes come from
 */
export async function deniedCalls(
  changes: readonly VariantChange[],
  base: readonly LinkedStack[],
  edited: readonly LinkedStack[],
): Promise<string[]> {
  const model = iamModelOf(base);
  const denied = await Promise.all(
    changes.map(async ({ key, change }) => {
      const [id = "", address = ""] = key.split("/");
      const stacks = change.action === "delete" ? base : edited;
      const resource = stacks.find((stack) => stack.id === id)?.resources.get(address);
      const calls = resource && providerCalls[resource.type];
      const role = resource && model.roles.get(`strata-${resource.stack.environment}-apply`);
      if (!calls || !role) return [];
      const requests = (await requestsOf(madeOf(resource), calls)).filter(
        ({ kind, action }) => kind !== "read" && isMade(change, action),
      );
      const verdicts = await Promise.all(
        requests.map(async ({ kind: _, ...request }) => ({
          action: request.action,
          ...(await simulate(model, { role, region: resource.region }, request)),
        })),
      );
      return verdicts.filter(({ allowed }) => !allowed).map(({ action }) => action);
    }),
  );
  return [...new Set(denied.flat())].sort();
}
