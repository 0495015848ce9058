import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { describeFinding } from "../../../commands/merged-root/diagnostics";
import { type Comparison, compare } from "../../../commands/preview/against/compare";
import type { Review } from "../../../commands/review/report";
import { reviewOfRevisions } from "../../../commands/review/run-review";
import { suiteFolder } from "../../support/temporary";
import { findTerraform } from "../support";
import { commits } from "./commits";
import { environment } from "./fixture";

const terraform = await findTerraform();

/** Each commit has environments for itself, so that one plan tells of all of them. */
const history = commits.map((commit, index) => {
  const name = `commit${index}`;
  const [base, head] = [(commit.base ?? environment)(name), commit.head(name)];
  return { commit, name, base, head, names: [...new Set([...base, ...head].map((stack) => stack.environment))] };
});

describe.skipIf(!terraform)("a review of every commit of a history", () => {
  const folder = suiteFolder();
  let all: Comparison;

  beforeAll(async () => {
    if (!terraform) return;
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
    const [base, head] = [history.flatMap((one) => one.base), history.flatMap((one) => one.head)];
    const environments = history.flatMap(({ names }) => names);
    all = await compare(terraform, { name: "history", environments, base, head }, join(folder, "work"));
    expect(all.findings.map(describeFinding)).toEqual([]);
    return () => vi.unstubAllEnvs();
  });

  function review(index: number): Promise<Review> {
    const { names, base, head } = history[index] ?? expect.fail("no such commit");
    const own = ({ environment }: { readonly environment: string }) => names.includes(environment);
    const changes = all.changes.filter(({ place }) => own(place));
    const comparison = { environments: names, stacks: all.stacks.filter(own), changes, findings: [] };
    const plan = { commit: "0123456789", environments: names, base, comparisons: [comparison] };
    return reviewOfRevisions(head, plan, { ref: "main" });
  }

  it.each(commits.map((commit, index) => [commit.does, index] as const))("that %s", async (_, index) => {
    const { verdict, dangers, changes, narrowed = [] } = commits[index] ?? expect.fail("no such commit");
    const where = ({ environment }: { readonly environment: string }) =>
      environment === `commit${index}dr` ? " in dr" : "";
    const result = await review(index);
    const actions = result.stacks.flatMap((stack) =>
      stack.changes.map(({ action, place }) => `${action} ${place.address}${where(place)}`),
    );
    const gone = result.stacks.flatMap((stack) => stack.changes.filter(({ action }) => action === "delete"));
    expect(gone.filter(({ place }) => place.path === undefined)).toEqual([]);
    const texts = result.dangers.map(({ text }) => text);
    expect({ verdict: result.verdict, texts, actions, narrowed: result.narrowedRoles }).toMatchObject({
      verdict,
      narrowed: narrowed.map((name) => ({ name: `commit${index}-${name}` })),
      texts: dangers.length === 0 ? [] : expect.arrayContaining(dangers.map((text) => expect.stringContaining(text))),
      ...(changes && { actions: changes }),
    });
  });

  it("finds no danger that a commit was not expected to have", async () => {
    for (const [index, { does, dangers }] of commits.entries()) {
      const { dangers: found } = await review(index);
      const strange = found.filter(({ text }) => !dangers.some((expected) => text.includes(expected)));
      expect(
        strange.map(({ text }) => text),
        does,
      ).toEqual([]);
    }
  });
});
