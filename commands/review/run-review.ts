import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import colors from "picocolors";
import { parse } from "yaml";
import { projectRoot } from "../../platform/root";
import { link } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { describeFinding } from "../merged-root/diagnostics";
import { waiversFile, waiversSchema } from "../policy/waivers";
import { type AgainstPlan, planAgainst } from "../preview/against/run-against";
import { removedOutputs } from "./dangers/contracts";
import type { Danger, Revisions } from "./dangers/danger";
import { lostData } from "./dangers/data";
import { openedPaths } from "./dangers/network";
import { widenedPolicies } from "./dangers/policy-statements";
import { weakened } from "./dangers/protections";
import { widenedRoles } from "./dangers/roles";
import { newWaivers } from "./dangers/waivers";
import { type Review, reviewOf } from "./report";
import { headline, totals } from "./words";
import { writeReports } from "./write-reports";

export interface ReviewRequest {
  /** Git ref of the base. */
  readonly base: string;
  /** Names of environments, or patterns. */
  readonly environments: readonly string[];
  /** Folder that the reports are written to. */
  readonly out: string;
}

/** 0: nothing changes. 1: it cannot be said. 2: something changes. 3: something is dangerous. */
export type ReviewExit = 0 | 1 | 2 | 3;

const exits = { safe: 0, error: 1, changes: 2, danger: 3 } as const;

/**
 * Writes `review.md`, `review.html` and `review.json`: what the head changes where the base had been applied.
 * @throws UserError when the base cannot be had, or an environment is on neither side
 */
export async function runReview(head: readonly Stack[], request: ReviewRequest): Promise<ReviewExit> {
  const plan = await planAgainst(head, request, (text) => console.log(colors.dim(text)));
  const review = await reviewOfPlan(head, plan, request.base);
  const folder = writeReports(request.out, "review", review);
  console.log(`${headline(review)}; ${totals(review.totals)}: ${join(folder, "review.html")}`);
  return exits[review.verdict];
}

async function reviewOfPlan(head: readonly Stack[], plan: AgainstPlan, ref: string): Promise<Review> {
  const { base, commit, comparisons, environments } = plan;
  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const errors = comparisons.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error"));
  const revisions: Revisions = { base: link(base), head: link(head), changes };
  const found = [
    ...lostData(revisions),
    ...(await widenedRoles(revisions)),
    ...widenedPolicies(revisions),
    ...openedPaths(revisions),
    ...weakened(revisions),
    ...removedOutputs(revisions),
  ].filter(({ environment }) => environments.includes(environment));
  return reviewOf({
    subject: { kind: "revision", ref, commit },
    stacks: comparisons.flatMap(({ stacks }) => stacks).filter(({ environment }) => environments.includes(environment)),
    changes,
    dangers: [...found, ...(await waiversSince(commit))],
    errors: errors.map(describeFinding),
  });
}

async function waiversSince(commit: string): Promise<Danger[]> {
  const waiversIn = (text: string) => waiversSchema.safeParse(parse(text)).data?.waivers ?? [];
  const show = ["show", `${commit}:policies/waivers.yaml`];
  const { exitCode, stdout } = await execa("git", show, { cwd: projectRoot(), reject: false });
  return newWaivers(exitCode === 0 ? waiversIn(stdout) : [], waiversIn(readFileSync(waiversFile(), "utf8")));
}
