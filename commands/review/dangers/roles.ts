import { type Request, simulate } from "../../../policies/access/simulate";
import { parseStatements, type Statement } from "../../../policies/statements";
import { type CallSite, callsOf } from "./calls";
import { type Danger, dangerAt, formerAddress, type Revisions } from "./danger";
import { type Identities, type Identity, identitiesOf } from "./identities";
import { sentence } from "./policy-statements";

/** A role in one revision. */
interface Side {
  readonly model: Identities["model"];
  readonly role: Identity;
}

/**
 * Roles of both revisions that may do more. Every statement that differs, of policies and of boundaries, is put to the
 * evaluator as calls: the answers in both revisions decide, not the text.
 */
export async function widenedRoles(revisions: Revisions): Promise<Danger[]> {
  const [before, after] = [identitiesOf(revisions.base), identitiesOf(revisions.head)];
  const dangers = [...after.roles.values()].map(async (role): Promise<Danger[]> => {
    const former = before.roles.get(formerKey(revisions, role));
    if (!former) return [];
    const { mayNow, mayNoLonger } = await difference(
      { model: before.model, role: former },
      { model: after.model, role },
      role.resource.region,
    );
    const unread = role.unread.filter((arn) => !former.unread.includes(arn)).map(allOf);
    if (mayNow.length + unread.length === 0) return [];
    const details = [
      ...[...mayNow, ...unread].map((line) => `may now: ${line}`),
      ...mayNoLonger.map((line) => `may no longer: ${line}`),
    ];
    return [dangerAt("access", role.resource, `${role.name} may do more`, details)];
  });
  return (await Promise.all(dangers)).flat();
}

/** A role that the head adds to a stack of the base. */
export interface NewRole {
  readonly stack: string;
  readonly address: string;
  readonly path: string;
  readonly name: string;
  /** What its policies allow, line by line. */
  readonly may: readonly string[];
}

/** The roles that the head adds to stacks of the base, and what they may do. */
export function newRoles(revisions: Revisions): NewRole[] {
  return addedRoles(revisions).map((role) => {
    const { stack, address, path } = role.resource;
    return { stack: stack.id, address, path, name: role.name, may: allowedTo(role) };
  });
}

/** New roles that may do everything, or all that a service offers on everything: nothing keeps them to their work. */
export function unlimitedRoles(revisions: Revisions): Danger[] {
  return addedRoles(revisions).flatMap((role) => {
    const isUnlimited = ({ allows, actions, notActions, resources }: Statement) =>
      allows &&
      resources.includes("*") &&
      (notActions.length > 0 || actions.some((action) => /^(\*|\w+:\*)$/.test(action)));
    const unlimited = [
      ...policyStatements(role).filter(isUnlimited).map(sentence),
      ...role.unread.filter((arn) => /(AdministratorAccess|PowerUserAccess|FullAccess)$/.test(arn)).map(allOf),
    ];
    if (unlimited.length === 0) return [];
    const details = unlimited.map((line) => `may now: ${line}`);
    return [dangerAt("access", role.resource, `${role.name} is new and may do more than one task needs`, details)];
  });
}

function addedRoles(revisions: Revisions): Identity[] {
  const before = identitiesOf(revisions.base).roles;
  const stacks = new Set(revisions.base.map(({ id }) => id));
  return [...identitiesOf(revisions.head).roles.values()].filter(
    (role) => stacks.has(role.resource.stack.id) && !before.has(formerKey(revisions, role)),
  );
}

function formerKey(revisions: Revisions, { resource }: Identity): string {
  return `${resource.stack.id} ${formerAddress(revisions, resource)}`;
}

function allowedTo(role: Identity): string[] {
  const allowed = policyStatements(role).filter(({ allows }) => allows);
  return [...allowed.map(sentence), ...role.unread.map(allOf)];
}

function allOf(arn: string): string {
  return `all that ${arn} allows`;
}

function policyStatements({ policies }: Identity): Statement[] {
  return policies.flatMap(({ policy }) => parseStatements(JSON.stringify(policy)) ?? []);
}

/** What a role may do in one revision and not in the other, a line for each pattern of actions. */
interface Difference {
  readonly mayNow: readonly string[];
  readonly mayNoLonger: readonly string[];
}

async function difference(before: Side, after: Side, region: string): Promise<Difference> {
  const [old, now] = [statementsOf(before.role), statementsOf(after.role)];
  const [gone, added] = [old.filter(notAmong(now)), now.filter(notAmong(old))];
  const of = (statements: readonly Statement[], allows: boolean) =>
    statements.filter((statement) => statement.allows === allows);
  const site = { account: after.role.account, region };
  return {
    mayNow: await answeredBy([...of(added, true), ...of(gone, false)], before, after, site),
    mayNoLonger: await answeredBy([...of(gone, true), ...of(added, false)], after, before, site),
  };
}

/** Of what the statements are about, a line for each with the actions of which one side refuses a call that the other allows. */
async function answeredBy(statements: readonly Statement[], refusing: Side, allowing: Side, site: CallSite) {
  const lines = new Set<string>();
  for (const statement of statements) {
    const patterns: string[] = [];
    for (const { pattern, requests } of await callsOf(statement, site)) {
      for (const request of requests) {
        if (!(await isAllowed(allowing, request, site.region)) || (await isAllowed(refusing, request, site.region)))
          continue;
        patterns.push(pattern);
        break;
      }
    }
    if (patterns.length === 0) continue;
    lines.add(sentence(statement.notActions.length > 0 ? statement : { ...statement, actions: patterns }));
  }
  return [...lines];
}

/** The statements of a role's policies and of its boundary. */
function statementsOf({ policies, boundary }: Identity): Statement[] {
  return [...policies, boundary].flatMap(({ policy }) => parseStatements(JSON.stringify(policy)) ?? []);
}

function notAmong(others: readonly Statement[]) {
  const textOf = ({ label: _, ...scope }: Statement) => JSON.stringify(scope);
  const known = new Set(others.map(textOf));
  return (statement: Statement) => !known.has(textOf(statement));
}

/** IAM knows some calls in another form only, such as on a resource of another type: no principal is allowed these. */
async function isAllowed({ model, role }: Side, request: Request, region: string): Promise<boolean> {
  try {
    return (await simulate(model, { role, region }, request)).allowed;
  } catch {
    return false;
  }
}
