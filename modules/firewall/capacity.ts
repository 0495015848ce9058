import type { FirewallRule } from "./rules";

/** What a web ACL takes of its capacity. */
export function capacityOf(rules: readonly FirewallRule[]): number {
  return rules.reduce((sum, { capacity }) => sum + capacity, 0);
}
