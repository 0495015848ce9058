import { type IamModel, iamModelOf, knownPolicies, type Role } from "../../../policies/access/iam-model";
import { type Request, simulate } from "../../../policies/access/simulate";
import { parseStatements, type Statement } from "../../../policies/statements";
import { type CallSite, callsOf } from "./calls";
import { type Danger, dangerAt, type Revisions } from "./danger";
import { sentence } from "./policy-statements";

/** A role in one revision. */
interface Side {
  readonly model: IamModel;
  readonly role: Role;
}

/**
 * Roles of both revisions that may do more. Every statement that differs, of policies and of boundaries, is put to the
 * evaluator as calls: the answers in both revisions decide, not the text.
 */
export async function widenedRoles({ base, head }: Revisions): Promise<Danger[]> {
  const [before, after] = [iamModelOf(base), iamModelOf(head)];
  const roles = head.flatMap(({ resources }) => [...resources.values()].filter(({ type }) => type === "aws_iam_role"));
  const dangers = roles.map(async (resource): Promise<Danger[]> => {
    const name = String(resource.block.name);
    const [former, role] = [before.roles.get(name), after.roles.get(name)];
    if (!former || !role) return [];
    const sides = [
      { model: before, role: former },
      { model: after, role },
    ] as const;
    const { mayNow, mayNoLonger } = await difference(...sides, resource.region);
    if (mayNow.length === 0) return [];
    const details = [
      ...mayNow.map((line) => `may now: ${line}`),
      ...mayNoLonger.map((line) => `may no longer: ${line}`),
    ];
    return [dangerAt("access", resource, `${name} may do more`, details)];
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

/** Of what the statements are about, a line for each pattern of actions of which one side refuses a call that the other allows. */
async function answeredBy(statements: readonly Statement[], refusing: Side, allowing: Side, site: CallSite) {
  const lines = new Set<string>();
  for (const statement of statements) {
    for (const { pattern, requests } of await callsOf(statement, site)) {
      for (const request of requests) {
        if (!(await isAllowed(allowing, request, site.region)) || (await isAllowed(refusing, request, site.region)))
          continue;
        lines.add(sentence({ ...statement, actions: [pattern] }));
        break;
      }
    }
  }
  return [...lines];
}

function statementsOf(role: Role): Statement[] {
  return [...knownPolicies(role), role.boundary].flatMap(({ policy }) => parseStatements(JSON.stringify(policy)) ?? []);
}

function notAmong(others: readonly Statement[]) {
  const textOf = ({ label: _, ...scope }: Statement) => JSON.stringify(scope);
  const known = new Set(others.map(textOf));
  return (statement: Statement) => !known.has(textOf(statement));
}

/** A call that IAM knows in another form only, as one on a resource of another type, is allowed to nobody. */
async function isAllowed({ model, role }: Side, request: Request, region: string): Promise<boolean> {
  const policies = knownPolicies(role);
  const { name, arn, account, trust, boundary } = role;
  try {
    return (await simulate(model, { role: { name, arn, account, trust, policies, boundary }, region }, request))
      .allowed;
  } catch {
    return false;
  }
}
