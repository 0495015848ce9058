import { documentsOf } from "../../../policies/documents";
import { type Condition, covers, type Principal, type Statement } from "../../../policies/statements";
import type { LinkedStack } from "../../../synthesized/linked-stack";
import { type Danger, dangerAt, type Revisions } from "./danger";

/**
 * Principals that may newly use a resource or assume a role: statements that allow what no statement allowed before,
 * and removed denials. Leaves out a statement that another one covers.
 */
export function widenedPolicies({ base, head }: Revisions): Danger[] {
  const before = statementsByPlace(base);
  return [...statementsByPlace(head)].flatMap(([key, { resource, use, statements }]) => {
    const former = before.get(key)?.statements;
    if (!former) return [];
    const details = widened(former, statements);
    if (details.length === 0) return [];
    const text =
      use === "trust" ? "Other principals may assume the role" : "Other principals may use it, or do more with it";
    return [dangerAt("access", resource, text, details)];
  });
}

/** What a policy allows that it did not, and what it refuses no longer, line by line. */
export function widened(before: readonly Statement[], after: readonly Statement[]): string[] {
  const allowed = after
    .filter((statement) => statement.allows && !before.some((old) => old.allows && isWithin(statement, old)))
    .map((statement) => `may now: ${sentence(statement)}`);
  const released = before
    .filter((old) => !old.allows && !after.some((now) => !now.allows && isWithin(old, now)))
    .map((old) => `refused no longer: ${sentence(old)}`);
  return [...allowed, ...released];
}

function statementsByPlace(stacks: readonly LinkedStack[]) {
  const platform = { stacks, limits: new Map(), sourcesOnTrust: new Map() };
  return new Map(
    documentsOf(platform, "resource", "trust").flatMap(({ resource, use, statements }) =>
      statements ? [[`${resource.stack.id} ${resource.address} ${use}`, { resource, use, statements }] as const] : [],
    ),
  );
}

/** Whether everything that a statement is about is also what the other is about. Where that cannot be said: no. */
export function isWithin(statement: Statement, other: Statement): boolean {
  if (statement.notActions.length + statement.notResources.length > 0) return sameScope(statement, other);
  const actions = statement.actions.every((action) => other.actions.some((pattern) => covers(pattern, action)));
  const resources = statement.resources.every((arn) => other.resources.some((pattern) => covers(pattern, arn)));
  const principals = statement.principals.every((one) => other.principals.some((whole) => isOne(one, whole)));
  return (
    actions &&
    resources &&
    principals &&
    statement.everybodyElse === other.everybodyElse &&
    other.notActions.length + other.notResources.length === 0 &&
    other.conditions.every((condition) => statement.conditions.some((own) => isNarrower(own, condition)))
  );
}

/** Statements with exceptions are compared as a whole. */
function sameScope(one: Statement, other: Statement): boolean {
  const scopeOf = ({ label: _, ...scope }: Statement) => JSON.stringify(scope);
  return scopeOf(one) === scopeOf(other);
}

function isOne(one: Principal, whole: Principal): boolean {
  return one.kind === whole.kind && (whole.id === "*" || one.id === whole.id);
}

/** Whether a condition holds only where another holds as well: the same operator and key, and no other values. */
function isNarrower(condition: Condition, other: Condition): boolean {
  return (
    condition.operator === other.operator &&
    condition.key === other.key &&
    condition.values.every((value) => other.values.includes(value))
  );
}

/** As in `Service sns.amazonaws.com: kms:Decrypt on * if aws:sourceaccount is 111122223333`. */
export function sentence({ principals, everybodyElse, ...statement }: Statement): string {
  const who = principals.map(({ kind, id }) => (kind === "AWS" ? id : `${kind} ${id}`)).join(", ");
  const actions = statement.actions.join(", ") || `all but ${statement.notActions.join(", ")}`;
  const resources = statement.resources.join(", ") || `all but ${statement.notResources.join(", ")}`;
  const where = statement.conditions.map(({ operator, key, values }) => `${key} ${operator} ${values.join(" or ")}`);
  const condition = where.length > 0 ? ` if ${where.join(" and ")}` : "";
  return `${who && `${everybodyElse ? "all but " : ""}${who}: `}${actions}${resources && ` on ${resources}`}${condition}`;
}
