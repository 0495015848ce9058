import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../platform/root";
import { iamModelOf } from "../../policies/access/iam-model";
import { linkedPlatform } from "../support/platform";
import { askCluster, clusterModelOf } from "./cluster";
import { accessMatrix } from "./document";
import { buildCells, type Cell, entries, escalationCells, matrixCells, pipelineCells } from "./results";
import { sites } from "./sites";

const stacks = linkedPlatform();
const model = iamModelOf(stacks);
const clusters = Object.fromEntries(sites.map(({ environment }) => [environment, clusterModelOf(stacks, environment)]));

const matrix = await matrixCells(model, clusters);
const escalations = await escalationCells(model);
const pipeline = await pipelineCells(model);
const builds = await buildCells(model);
const doors = entries(model);

/** The calls that did not end as they should, with the statement that decided. */
function surprises({ expected, cases }: Cell): string[] {
  return cases
    .filter(({ verdict }) => verdict.allowed !== expected)
    .map(
      ({ call, verdict }) =>
        `${call.action} ${call.resource} ${JSON.stringify(call.context ?? {})}: ${verdict.decidedBy}`,
    );
}

const named = (cells: readonly Cell[]) =>
  cells.map((cell) => [cell.environment, cell.actor, cell.expected ? "may" : "may not", cell.line, cell] as const);

describe("the persona access matrix", () => {
  test.each(named(matrix))("in %s, %s %s: %s", (_, __, ___, ____, cell) => {
    expect(surprises(cell)).toEqual([]);
  });

  test("is made of calls, allowed and denied, in every environment", () => {
    const calls = matrix.flatMap(({ environment, cases }) =>
      cases.map(({ verdict }) => `${environment} ${verdict.allowed}`),
    );
    expect(calls.length).toBeGreaterThan(250);
    expect(new Set(calls).size).toBe(8);
  });
});

test.each(sites)(
  "the pipeline deploys services in $environment when it applies, and not when it plans",
  ({ name, environment }) => {
    const cluster = clusters[environment] ?? expect.fail(`no cluster in ${environment}`);
    const call = { verb: "create", group: "apps", resource: "deployments" };
    const may = (role: string) =>
      askCluster(cluster, model.roles.get(role) ?? expect.fail(`no role ${role}`), call).allowed;
    expect(may(`${name}-apply`)).toBe(true);
    expect(may(`${name}-plan`)).toBe(false);
  },
);

describe("attempts to get more", () => {
  test.each(named(escalations))("in %s, %s %s: %s", (_, __, ___, ____, cell) => {
    expect(surprises(cell)).toEqual([]);
  });

  test("fail for an administrator because of the boundary or a key policy", () => {
    const administrator = escalations.filter(({ actor }) => actor === "administrator").flatMap(({ cases }) => cases);
    for (const { verdict } of administrator)
      expect(verdict.decidedBy).toMatch(/^boundary\.Deny|^the (boundary|resource policy)/);
  });
});

describe("a compromised build", () => {
  test.each(named(builds))("in %s, %s %s: %s", (_, __, ___, ____, cell) => {
    expect(surprises(cell)).toEqual([]);
  });
});

describe("the pipeline", () => {
  test.each(named(pipeline))("in %s, %s %s: %s", (_, __, ___, ____, cell) => {
    expect(surprises(cell)).toEqual([]);
  });

  test.each(
    doors.map(
      (door) => [door.role, door.environment, door.expected ? "accepts" : "rejects", door.token, door] as const,
    ),
  )("%s of %s %s: %s", (_, __, ___, ____, { accepted, expected }) => expect(accepted).toBe(expected));
});

test("docs/access-matrix.md is what the policies say now", async () => {
  const file = join(projectRoot(), "docs", "access-matrix.md");
  await expect(accessMatrix({ matrix, escalations, pipeline, builds, entries: doors })).toMatchFileSnapshot(file);
});
