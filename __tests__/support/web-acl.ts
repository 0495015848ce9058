import { containsCidr } from "cidr-tools";
import { expect } from "vitest";
import { managedGroups, statementUnits } from "../../modules/firewall/managed-groups";
import type { StackJson } from "../../synthesized/stack";

/** As much of a statement of WAF as the platform's own rules have. */
interface Statement {
  readonly ip_set_reference_statement?: { readonly arn: string };
  readonly rate_based_statement?: {
    readonly limit: number;
    readonly aggregate_key_type: string;
    readonly scope_down_statement?: Statement;
  };
  readonly size_constraint_statement?: { readonly comparison_operator: string; readonly size: number };
  readonly byte_match_statement?: {
    readonly search_string: string;
    readonly positional_constraint: string;
    readonly field_to_match: { readonly single_header?: { readonly name: string } };
    readonly text_transformation: readonly { readonly type: string }[];
  };
  readonly regex_match_statement?: { readonly regex_string: string };
  readonly and_statement?: { readonly statement: readonly Statement[] };
  readonly or_statement?: { readonly statement: readonly Statement[] };
  readonly not_statement?: { readonly statement: readonly Statement[] };
  readonly managed_rule_group_statement?: { readonly name: string; readonly scope_down_statement?: Statement };
}

export interface WebAclRule {
  readonly name: string;
  readonly priority: number;
  readonly action?: Readonly<Record<string, object>>;
  readonly override_action?: Readonly<Record<string, object>>;
  readonly statement: Statement;
}

/** One of many requests of an address within five minutes. */
export interface WebRequest {
  readonly from: string;
  readonly host: string;
  readonly path: string;
  readonly bodyBytes?: number;
  /** How many came before it, all alike. */
  readonly before?: number;
}

export function rulesOfAcl(json: StackJson, acl: string): WebAclRule[] {
  const rules = json.resource?.aws_wafv2_web_acl?.[acl]?.rule ?? expect.fail(`no web ACL ${acl}`);
  return [...(rules as readonly WebAclRule[])].sort((a, b) => a.priority - b.priority);
}

/** The rule that ends the way of a request through the web ACL, and how. Managed groups are AWS's: they let pass here. */
export function verdictOf(json: StackJson, acl: string, request: WebRequest): string {
  const rule = rulesOfAcl(json, acl).find(({ action, statement }) => {
    const ends = action !== undefined && !("count" in action);
    return ends && fits(json, statement, request);
  });
  return rule ? `${Object.keys(rule.action ?? {}).join()} by ${rule.name}` : "passes";
}

/** Managed groups of the web ACL that look at a request. */
export function groupsThatLook(json: StackJson, acl: string, request: WebRequest): string[] {
  return rulesOfAcl(json, acl).flatMap(({ name, statement: { managed_rule_group_statement: group } }) =>
    group && (!group.scope_down_statement || fits(json, group.scope_down_statement, request)) ? [name] : [],
  );
}

function fits(json: StackJson, statement: Statement, request: WebRequest): boolean {
  const each = (one: Statement) => fits(json, one, request);
  if (statement.ip_set_reference_statement) {
    const [, set = ""] = /aws_wafv2_ip_set\.(\w+)\./.exec(statement.ip_set_reference_statement.arn) ?? [];
    const addresses = json.resource?.aws_wafv2_ip_set?.[set]?.addresses as readonly string[] | undefined;
    return (addresses ?? expect.fail(`no set ${set}`)).some((range) => containsCidr(range, request.from));
  }
  if (statement.rate_based_statement) {
    const { limit, aggregate_key_type, scope_down_statement } = statement.rate_based_statement;
    expect(aggregate_key_type).toBe("IP");
    return (request.before ?? 0) >= limit && (!scope_down_statement || each(scope_down_statement));
  }
  if (statement.size_constraint_statement) {
    const { comparison_operator, size } = statement.size_constraint_statement;
    expect(comparison_operator).toBe("GT");
    return (request.bodyBytes ?? 0) > size;
  }
  if (statement.byte_match_statement) {
    const { search_string, positional_constraint, field_to_match, text_transformation } =
      statement.byte_match_statement;
    const field = field_to_match.single_header ? request.host : request.path;
    const seen = text_transformation.some(({ type }) => type === "LOWERCASE") ? field.toLowerCase() : field;
    return positional_constraint === "EXACTLY" ? seen === search_string : seen.startsWith(search_string);
  }
  if (statement.regex_match_statement)
    return new RegExp(statement.regex_match_statement.regex_string).test(request.path);
  if (statement.and_statement) return statement.and_statement.statement.every(each);
  if (statement.or_statement) return statement.or_statement.statement.some(each);
  if (statement.not_statement) return !statement.not_statement.statement.some(each);
  return expect.fail(`an unknown statement: ${Object.keys(statement).join()}`);
}

/** Capacity units of a statement, by the tables of modules/firewall. */
export function unitsOf(statement: Statement): number {
  const { and_statement, or_statement, not_statement, rate_based_statement, managed_rule_group_statement } = statement;
  const nested = [and_statement, or_statement, not_statement].flatMap((one) => one?.statement ?? []);
  const scope = (rate_based_statement ?? managed_rule_group_statement)?.scope_down_statement;
  const group = Object.values(managedGroups).find(({ name }) => name === managed_rule_group_statement?.name);
  const own =
    (group?.capacity ?? 0) +
    (rate_based_statement ? statementUnits.rate : 0) +
    (statement.ip_set_reference_statement ? statementUnits.ipSet : 0) +
    (statement.size_constraint_statement ? statementUnits.size : 0) +
    (statement.regex_match_statement ? statementUnits.pattern : 0) +
    (statement.byte_match_statement ? unitsOfMatch(statement.byte_match_statement) : 0);
  return [...nested, ...(scope ? [scope] : [])].reduce((sum, one) => sum + unitsOf(one), own);
}

function unitsOfMatch(match: NonNullable<Statement["byte_match_statement"]>): number {
  const transformed = match.text_transformation.filter(({ type }) => type !== "NONE").length;
  const how = match.positional_constraint === "STARTS_WITH" ? statementUnits.startOfPath : statementUnits.exactPath;
  const plain = match.field_to_match.single_header ? statementUnits.exactHost : how;
  return plain + transformed * statementUnits.transformation;
}
