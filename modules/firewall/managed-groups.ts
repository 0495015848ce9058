/** A rule group that AWS maintains. */
export interface ManagedGroup {
  /** Name at AWS. */
  readonly name: string;
  /** Web ACL capacity units (WCU) that it takes. */
  readonly capacity: number;
  /** Rules that it has, which an exception may name. */
  readonly rules?: readonly string[];
}

/**
 * Managed rule groups and their capacity, as of November 2026, in the order in which they look at a request: the cheapest
 * refusals first
 * (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html; each group's page states its WCU).
 */
export const managedGroups = {
  "ip-reputation": { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25 },
  "anonymous-ip": { name: "AWSManagedRulesAnonymousIpList", capacity: 50 },
  "known-bad-inputs": { name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200 },
  common: { name: "AWSManagedRulesCommonRuleSet", capacity: 700 },
  "sql-injection": { name: "AWSManagedRulesSQLiRuleSet", capacity: 200 },
  "bot-control": { name: "AWSManagedRulesBotControlRuleSet", capacity: 50 },
  "account-takeover": { name: "AWSManagedRulesATPRuleSet", capacity: 50 },
} as const satisfies Readonly<Record<string, ManagedGroup>>;

export type ManagedGroupName = keyof typeof managedGroups;
export const managedGroupNames = Object.keys(managedGroups) as [ManagedGroupName, ...ManagedGroupName[]];

/**
 * Most WCU of a web ACL in its basic price, and at all (docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html),
 * and what the rule group takes that Shield Advanced adds (…/ddos-automatic-app-layer-response-caveats.html), as of November 2026.
 */
export const webAclCapacity = { basicPrice: 1500, most: 5000, attackResponse: 150 };

/**
 * WCU of statements, as of November 2026 (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html: the page of
 * each statement).
 */
export const statementUnits = {
  ipSet: 1,
  size: 1,
  rate: 2,
  exactHost: 2,
  exactPath: 2,
  startOfPath: 2,
  pattern: 3,
  transformation: 10,
};
