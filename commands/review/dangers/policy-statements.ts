import { documentsOf } from "../../../policies/documents";
import { type Condition, covers, type Principal, type Statement } from "../../../policies/statements";
import type { LinkedStack, Resource } from "../../../synthesized/linked-stack";
import { readerOf, referencesIn, textsIn } from "../../../synthesized/reference";
import { type Danger, dangerAt, formerAddress, type Revisions } from "./danger";

/**
 * Principals that may newly use a resource or assume a role: statements that allow what no statement allowed before,
 * and denials that go, alone or with their policy. Leaves out a statement that another one covers.
 */
export function widenedPolicies(revisions: Revisions): Danger[] {
  const [before, after] = [statementsByPlace(revisions.base), statementsByPlace(revisions.head)];
  const kept = new Set([...after.values()].map((place) => formerPlace(revisions, place)));
  const gone = [...before].filter(([key]) => !kept.has(key)).map(([, place]) => place);
  const changed = [...after.values()].flatMap((place) => {
    const former = before.get(formerPlace(revisions, place));
    const details = former ? widened(former.statements, place.statements) : widenedByNew(place, gone, revisions);
    return details.length > 0 ? [dangerAt("access", place.resource, texts[place.use], details)] : [];
  });
  return [...changed, ...gone.flatMap((place) => releasedByLoss(place, [...after.values()], revisions))];
}

const texts = {
  resource: "Other principals may use it, or do more with it",
  trust: "Other principals may assume the role",
};

/** A policy of a resource, or the trust of a role. */
interface Place {
  readonly resource: Resource;
  readonly use: "resource" | "trust";
  readonly statements: readonly Statement[];
}

/** What a policy allows that it did not, and what it refuses no longer, line by line. */
export function widened(before: readonly Statement[], after: readonly Statement[]): string[] {
  return [...newlyAllowed(before, after).map(nowLine), ...released(before, after)];
}

function newlyAllowed(before: readonly Statement[], after: readonly Statement[]): Statement[] {
  return after.filter((statement) => statement.allows && !before.some((old) => old.allows && isWithin(statement, old)));
}

function nowLine(statement: Statement): string {
  return `may now: ${sentence(statement)}`;
}

function released(before: readonly Statement[], after: readonly Statement[]): string[] {
  return before
    .filter((old) => !old.allows && !after.some((now) => !now.allows && isWithin(old, now)))
    .map((old) => `refused no longer: ${sentence(old)}`);
}

/** Types that are a policy of another resource, and nothing else. */
const policyOnly = /_policy$|^aws_lambda_permission$/;

/** Policies of endpoints name everybody, and limit what goes through. */
const limitsOnly = /^aws_vpc_endpoint/;

/**
 * What a policy allows that the base does not have. One of a resource that the base has opens that resource; one of a
 * new resource, or the trust of a new role, is looked at for principals of other accounts. New stacks are new as a whole.
 */
function widenedByNew(place: Place, gone: readonly Place[], { base }: Revisions): string[] {
  const { resource, statements } = place;
  const stack = base.find(({ id }) => id === resource.stack.id);
  if (!stack || limitsOnly.test(resource.type)) return [];
  const former = gone.filter(({ resource: old }) => old.stack.id === stack.id && old.type === resource.type);
  const allowed = newlyAllowed(
    former.flatMap((old) => old.statements),
    statements,
  );
  const isOld = policyOnly.test(resource.type) && isFor(resource, stack);
  return allowed.filter((statement) => isOld || isForOthers(statement, resource.stack.account)).map(nowLine);
}

/** Denials that go with their policy, while the resource stays. */
function releasedByLoss({ resource, statements }: Place, after: readonly Place[], { head }: Revisions): Danger[] {
  const stack = head.find(({ id }) => id === resource.stack.id);
  if (!stack || !policyOnly.test(resource.type) || !isFor(resource, stack)) return [];
  const others = after.filter(({ resource: now }) => now.stack.id === stack.id && now.type === resource.type);
  const details = released(
    statements,
    others.flatMap((now) => now.statements),
  );
  return details.length > 0
    ? [dangerAt("access", resource, "Its policy goes, and with it what it refuses", details)]
    : [];
}

/** Whether the policy is one of a resource that the stack has, or that it reads of another stack. */
function isFor({ block }: Resource, { resources, producers }: LinkedStack): boolean {
  const { policy: _, depends_on: __, ...rest } = block;
  return textsIn(rest)
    .flatMap(referencesIn)
    .some((reference) => resources.has(reference.address) || producers.has(readerOf(reference) ?? ""));
}

/** Whether a statement names principals other than services and those of the account. */
function isForOthers({ principals, everybodyElse }: Statement, account: string): boolean {
  const isOwn = ({ kind, id }: Principal) =>
    kind === "Service" || (kind === "AWS" && (id.includes(account) || id.startsWith("${")));
  return everybodyElse || !principals.every(isOwn);
}

function formerPlace(revisions: Revisions, { resource, use }: Place): string {
  return `${resource.stack.id} ${formerAddress(revisions, resource)} ${use}`;
}

function statementsByPlace(stacks: readonly LinkedStack[]): Map<string, Place> {
  const platform = { stacks, limits: new Map(), sourcesOnTrust: new Map() };
  return new Map(
    documentsOf(platform, "resource", "trust").flatMap(({ resource, use, statements }) =>
      statements && use !== "identity"
        ? [[`${resource.stack.id} ${resource.address} ${use}`, { resource, use, statements }] as const]
        : [],
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
