import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { type ManagedGroup, type ManagedGroupName, managedGroups, statementUnits as units } from "./managed-groups";

/** What happens to a request that a rule finds: it is refused, or counted and let through. */
export type FirewallAction = "block" | "count";

/** A rule of a web ACL, without its priority, which follows from its place. */
export interface FirewallRule {
  readonly rule: Omit<Wafv2WebAclRule, "priority">;
  /** Web ACL capacity units. */
  readonly capacity: number;
}

/** Fewest and most requests of a rate rule (docs.aws.amazon.com/waf/latest/developerguide/limits.html). */
export const rateLimits = { least: 10, most: 2_000_000_000 };

/** Seconds that a rate rule looks back. */
const rateSeconds = 300;

const seen = (name: string) => ({
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: false },
});

const act = (action: FirewallAction) => ({ action: action === "block" ? { block: {} } : { count: {} } });

/** Requests of addresses that are always refused, or always let through: nothing else looks at these. */
export function addressRule(name: string, ipSetArn: string, action: "allow" | "block"): FirewallRule {
  return {
    rule: {
      name,
      action: action === "allow" ? { allow: {} } : { block: {} },
      statement: { ip_set_reference_statement: { arn: ipSetArn } },
      ...seen(name),
    },
    capacity: units.ipSet,
  };
}

/** Hosts and paths that a rule is about. */
export interface Concerned {
  readonly hostName: string;
  /** With `*` for any characters. @default every path of the host */
  readonly paths?: readonly string[];
}

/** Requests of one address within five minutes, beyond the limit. @param concerned what is counted; all when absent */
export function rateRule(name: string, limit: number, action: FirewallAction, concerned?: Concerned): FirewallRule {
  const scope = concerned && scopeOf(concerned);
  return {
    rule: {
      name,
      ...act(action),
      statement: {
        rate_based_statement: {
          limit,
          evaluation_window_sec: rateSeconds,
          aggregate_key_type: "IP",
          ...(scope && { scope_down_statement: scope.statement }),
        },
      },
      ...seen(name),
    },
    capacity: units.rate + (scope?.capacity ?? 0),
  };
}

/** Bodies beyond so many bytes. WAF has to look at as many: what it does not see counts as more. */
export function bodySizeRule(name: string, mostBytes: number, action: FirewallAction): FirewallRule {
  return {
    rule: {
      name,
      ...act(action),
      statement: {
        size_constraint_statement: {
          comparison_operator: "GT",
          size: mostBytes,
          field_to_match: { body: { oversize_handling: "MATCH" } },
          text_transformation: [{ priority: 0, type: "NONE" }],
        },
      },
      ...seen(name),
    },
    capacity: units.size,
  };
}

/** What a managed group does, and does not. */
export interface GroupSettings {
  /** count: what the group finds is counted and let through. */
  readonly action: FirewallAction;
  /** Rules of the group that count alone. @default all act */
  readonly counting?: readonly string[];
  /** What the group looks at. @default every request */
  readonly only?: Concerned;
  /** What the group does not look at. @default nothing */
  readonly except?: readonly Concerned[];
  /** Settings of the group, as WAF has them (group-settings.ts). @default it has none */
  readonly settings?: object;
}

/** Everything that a managed group finds. */
export function managedGroupRule(
  group: ManagedGroupName,
  { action, counting = [], only, except = [], settings }: GroupSettings,
): FirewallRule {
  const { name, capacity }: ManagedGroup = managedGroups[group];
  const scopes = [
    ...(only ? [scopeOf(only)] : []),
    ...except.map(scopeOf).map(({ statement, capacity: units }) => ({
      statement: { not_statement: { statement: [statement] } },
      capacity: units,
    })),
  ];
  return {
    rule: {
      name: group,
      overrideAction: action === "block" ? { none: {} } : { count: {} },
      statement: {
        managed_rule_group_statement: {
          vendor_name: "AWS",
          name,
          ...(settings && { managed_rule_group_configs: [settings] }),
          ...(scopes.length > 0 && { scope_down_statement: allOf(scopes.map(({ statement }) => statement)) }),
          ...(counting.length > 0 && {
            rule_action_override: counting.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
          }),
        },
      },
      ...seen(group),
    },
    capacity: scopes.reduce((sum, one) => sum + one.capacity, capacity),
  };
}

function allOf(statements: readonly object[]): object {
  const [only] = statements;
  return statements.length === 1 && only ? only : { and_statement: { statement: statements } };
}

/** Requests of a host, and of some of its paths. */
function scopeOf({ hostName, paths = ["/*"] }: Concerned): { statement: object; capacity: number } {
  const host = byteMatch({ single_header: { name: "host" } }, hostName, "EXACTLY", "LOWERCASE");
  const hostUnits = units.exactHost + units.transformation;
  if (paths.includes("/*")) return { statement: host, capacity: hostUnits };
  const each = paths.map(pathStatement);
  const [first] = each;
  const any =
    each.length > 1 || !first
      ? { or_statement: { statement: each.map(({ statement }) => statement) } }
      : first.statement;
  const capacity = each.reduce((sum, one) => sum + one.capacity, hostUnits);
  return { statement: allOf([host, any]), capacity };
}

/** A `*` within a path needs a regular expression. */
function pathStatement(path: string): { statement: object; capacity: number } {
  const uri = { uri_path: {} };
  const start = path.slice(0, -1);
  if (!path.includes("*")) return { statement: byteMatch(uri, path, "EXACTLY", "NONE"), capacity: units.exactPath };
  if (path.endsWith("*") && !start.includes("*")) {
    return { statement: byteMatch(uri, start, "STARTS_WITH", "NONE"), capacity: units.startOfPath };
  }
  const pattern = path.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const regex_match_statement = {
    regex_string: `^${pattern.join(".*")}$`,
    field_to_match: uri,
    text_transformation: [{ priority: 0, type: "NONE" }],
  };
  return { statement: { regex_match_statement }, capacity: units.pattern };
}

function byteMatch(field: object, value: string, how: string, transformation: string): object {
  return {
    byte_match_statement: {
      search_string: value,
      positional_constraint: how,
      field_to_match: field,
      text_transformation: [{ priority: 0, type: transformation }],
    },
  };
}
