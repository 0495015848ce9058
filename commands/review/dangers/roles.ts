import { type Request, simulate } from "../../../policies/access/simulate";
import { parseStatements, type Statement } from "../../../policies/statements";
import { type CallSite, callsOf } from "./calls";
import { type Danger, dangerAt, type Revisions } from "./danger";
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
export async function widenedRoles({ base, head }: Revisions): Promise<Danger[]> {
  const [before, after] = [identitiesOf(base), identitiesOf(head)];
  const dangers = [...after.roles].map(async ([key, role]): Promise<Danger[]> => {
    const former = before.roles.get(key);
    if (!former) return [];
    const { mayNow, mayNoLonger } = await difference(
      { model: before.model, role: former },
      { model: after.model, role },
      role.resource.region,
    );
    const unread = role.unread.filter((arn) => !former.unread.includes(arn)).map((arn) => `all that ${arn} allows`);
    if (mayNow.length + unread.length === 0) return [];
    const details = [
      ...[...mayNow, ...unread].map((line) => `may now: ${line}`),
      ...mayNoLonger.map((line) => `may no longer: ${line}`),
    ];
    return [dangerAt("access", role.resource, `${role.name} may do more`, details)];
  });
  return (await Promise.all(dangers)).flat();
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
