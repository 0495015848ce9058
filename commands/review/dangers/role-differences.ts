import { type Request, simulate } from "../../../policies/access/simulate";
import { parseStatements, type Statement } from "../../../policies/statements";
import { type CallSite, callsOf } from "./calls";
import { formerAddress, type Revisions } from "./danger";
import { type Identities, type Identity, identitiesOf } from "./identities";
import { sentence } from "./policy-statements";

/** A role in one revision. */
interface Side {
  readonly model: Identities["model"];
  readonly role: Identity;
}

/** What a role may do in one revision and not in the other, a line for each pattern of actions. */
interface Difference {
  readonly mayNow: readonly string[];
  readonly mayNoLonger: readonly string[];
}

/** A role of both revisions, as the head has it, that may do something else. */
export interface RoleDifference extends Difference {
  readonly role: Identity;
}

/** What the head makes of the roles. */
export interface ComparedRoles {
  /** Roles that it adds to stacks of the base. */
  readonly added: readonly Identity[];
  /** Roles of both revisions that may do something else. */
  readonly changed: readonly RoleDifference[];
}

/**
 * Compares the roles of two revisions. Every statement that differs, of policies and of boundaries, is put to the evaluator as
 * calls: the answers in both revisions decide, not the text.
 */
export async function compareRoles(revisions: Revisions): Promise<ComparedRoles> {
  const [before, after] = [identitiesOf(revisions.base), identitiesOf(revisions.head)];
  const stacks = new Set(revisions.base.map(({ id }) => id));
  const formerOf = ({ resource }: Identity) =>
    before.roles.get(`${resource.stack.id} ${formerAddress(revisions, resource)}`);
  const roles = [...after.roles.values()];
  const changed = roles.map(async (role): Promise<RoleDifference[]> => {
    const former = formerOf(role);
    if (!former) return [];
    const { mayNow, mayNoLonger } = await difference(
      { model: before.model, role: former },
      { model: after.model, role },
      role.resource.region,
    );
    const unread = notIn(former.unread, role.unread);
    const gone = notIn(role.unread, former.unread);
    const found = { role, mayNow: [...mayNow, ...unread], mayNoLonger: [...mayNoLonger, ...gone] };
    return found.mayNow.length + found.mayNoLonger.length > 0 ? [found] : [];
  });
  return {
    added: roles.filter((role) => stacks.has(role.resource.stack.id) && !formerOf(role)),
    changed: (await Promise.all(changed)).flat(),
  };
}

/** Managed policies of AWS among `arns` that `others` lacks, as lines of a report. */
function notIn(others: readonly string[], arns: readonly string[]): string[] {
  return arns.filter((arn) => !others.includes(arn)).map(allOf);
}

/** A managed policy of AWS as a line of a report. */
export function allOf(arn: string): string {
  return `all that ${arn} allows`;
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
