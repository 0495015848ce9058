import { personas } from "../../layers/security/personas-config";
import type { IamModel, Role } from "../../policies/access/iam-model";
import { type Request, type Session, simulate, type Verdict } from "../../policies/access/simulate";
import { buildRoles, builds } from "./builds";
import { askCluster, type ClusterCall, type ClusterModel } from "./cluster";
import { type Actor, actors } from "./escalation";
import { escalations } from "./escalations";
import { matrix } from "./matrix";
import { personTokens } from "./person-tokens";
import { pipeline } from "./pipeline";
import { type Site, sites } from "./sites";
import { deliveryTokens } from "./tokens";
import { trusts } from "./trust";

/** One call and what became of it. */
export interface Case {
  readonly call: Request;
  readonly verdict: Verdict;
}

/** What one actor met with in one environment: a cell of a table. */
export interface Cell {
  /** Line of the table. */
  readonly line: string;
  /** Column of the table. */
  readonly actor: string;
  readonly environment: string;
  readonly expected: boolean;
  readonly cases: readonly Case[];
}

function roleOf(model: IamModel, name: string): Role {
  const role = model.roles.get(name);
  if (!role) throw new Error(`There is no role ${name}; there are: ${[...model.roles.keys()].join(", ")}`);
  return role;
}

/** The role behind an actor. The administrator is what any role of the platform could at worst become. */
function actorAt(model: IamModel, actor: Actor, site: Site): Role {
  if (actor === "plan" || actor === "apply") return roleOf(model, `${site.name}-${actor}`);
  if (actor !== "administrator") return roleOf(model, `strata-${site.owner}-${actor}`);
  const statement = { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" };
  return {
    ...roleOf(model, `${site.name}-apply`),
    name: `${site.name}-orders`,
    policies: [{ name: "AdministratorAccess", policy: { Version: "2012-10-17", Statement: [statement] } }],
  };
}

async function casesOf(model: IamModel, session: Session, calls: readonly Request[]): Promise<Case[]> {
  return Promise.all(calls.map(async (call) => ({ call, verdict: await simulate(model, session, call) })));
}

const everySite = <T>(lines: readonly T[]) => lines.flatMap((line) => sites.map((site) => ({ line, site })));

function clusterCase(cluster: ClusterModel, role: Role, call: ClusterCall): Case {
  const action = `kubernetes:${call.verb}`;
  return { call: { action, resource: call.resource }, verdict: askCluster(cluster, role, call) };
}

/** The persona access matrix, call by call. @param clusters by environment */
export async function matrixCells(model: IamModel, clusters: Readonly<Record<string, ClusterModel>>): Promise<Cell[]> {
  const cells = everySite(matrix).flatMap(({ line, site }) =>
    personas.map(async (persona) => {
      const [dev, stage, prod] = line[persona].split(" ");
      const expected = { dev, stage, prod, dr: prod }[site.environment] === "A";
      const calls = [...line.calls(site), ...(expected ? (line.also?.(site) ?? []) : [])];
      const session = { role: actorAt(model, persona, site), region: site.region, tags: line.tags?.(site) };
      const cluster = clusters[site.environment];
      const inCluster = cluster ? (line.inCluster ?? []).map((call) => clusterCase(cluster, session.role, call)) : [];
      const cases = [...(await casesOf(model, session, calls)), ...inCluster];
      return { line: line.action, actor: persona, environment: site.environment, expected, cases };
    }),
  );
  return Promise.all(cells);
}

/** Every attempt of every actor. */
export async function escalationCells(model: IamModel): Promise<Cell[]> {
  const cells = everySite(escalations).flatMap(({ line, site }) =>
    actors
      .filter((actor) => !line.exempt?.includes(actor))
      .map(async (actor) => {
        const session = { role: actorAt(model, actor, site), region: site.region };
        const cases = await casesOf(model, session, line.calls(site));
        return { line: line.attempt, actor, environment: site.environment, expected: false, cases };
      }),
  );
  return Promise.all(cells);
}

/** What the delivery roles may do. */
export async function pipelineCells(model: IamModel): Promise<Cell[]> {
  const cells = everySite(pipeline).flatMap(({ line, site }) =>
    (["plan", "apply"] as const).map(async (actor) => {
      const session = { role: actorAt(model, actor, site), region: site.region };
      const cases = await casesOf(model, session, line.calls(site));
      return { line: line.action, actor, environment: site.environment, expected: line[actor], cases };
    }),
  );
  return Promise.all(cells);
}

/** What an attacker who takes over a step of the delivery could reach. Roles of services carry their policies themselves. */
export async function buildCells(model: IamModel): Promise<Cell[]> {
  const cells = everySite(builds).flatMap(({ line, site }) =>
    buildRoles.map(async (actor) => {
      const role = roleOf(model, `${site.name}-delivery-${actor}`);
      const session = { role: { ...role, policies: model.inlineOf(role.name) }, region: site.region };
      const cases = await casesOf(model, session, line.calls(site));
      return { line: line.action, actor, environment: site.environment, expected: line.by.includes(actor), cases };
    }),
  );
  return Promise.all(cells);
}

/** A token at the door of a role. */
export interface Entry {
  readonly token: string;
  readonly role: string;
  readonly environment: string;
  readonly expected: boolean;
  readonly accepted: boolean;
}

/** Who may become what. People enter the account of dr by prod's roles. */
export function entries(model: IamModel): Entry[] {
  const delivery = everySite(deliveryTokens).flatMap(({ line, site }) =>
    (["plan", "apply"] as const).map((role) => ({
      token: line.token,
      role,
      environment: site.environment,
      expected: line[role],
      accepted: trusts(actorAt(model, role, site), line.of(site)),
    })),
  );
  const people = everySite(personTokens)
    .filter(({ site }) => site.owner === site.environment)
    .flatMap(({ line, site }) =>
      personas.map((role) => ({
        token: line.token,
        role,
        environment: site.environment,
        expected: {
          everywhere: true,
          nowhere: false,
          "without MFA": site.environment === "dev",
          "by the deployer": role === "deployer",
        }[line.accepted],
        accepted: trusts(actorAt(model, role, site), line.of(site)),
      })),
    );
  return [...delivery, ...people];
}
