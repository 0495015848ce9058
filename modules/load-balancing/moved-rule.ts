import type { LbListenerRuleConfig } from "@cdktf/provider-aws/lib/lb-listener-rule";

/** Tag of listeners and rules whose requests a delivery moves: the name of the service. */
export const movedTag = "moved-service";

/**
 * Tags of a rule; where a delivery moves the requests of its service, it finds the rule by one of them, and no apply moves
 * them back.
 */
export function movedRule(
  service: string | undefined,
  tags: Readonly<Record<string, string>>,
): Pick<LbListenerRuleConfig, "lifecycle" | "tags"> {
  if (service === undefined) return { tags };
  return { tags: { ...tags, [movedTag]: service }, lifecycle: { ignoreChanges: ["action"] } };
}
