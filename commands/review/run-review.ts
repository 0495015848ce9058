import { join } from "node:path";
import colors from "picocolors";
import { link } from "../../synthesized/linked-stack";
import { partsOf, type Stack } from "../../synthesized/stack";
import { describeFinding } from "../merged-root/diagnostics";
import type { StackLocation } from "../merged-root/locate";
import { type AgainstPlan, planAgainst } from "../preview/against/run-against";
import type { Change } from "../preview/changes";
import { dangersInFiles } from "./base-files";
import { changedContracts, removedOutputs } from "./dangers/contracts";
import { type Danger, movesIn, type Revisions } from "./dangers/danger";
import { keptKeyTypes, lostData } from "./dangers/data";
import { openedPaths } from "./dangers/network";
import { widenedPolicies } from "./dangers/policy-statements";
import { weakened } from "./dangers/protections";
import { refusedByAws } from "./dangers/refused";
import { compareRoles } from "./dangers/role-differences";
import { narrowedRoles, newRoles, unlimitedRoles, widenedRoles } from "./dangers/roles";
import { disagreements, readPlans, type StackPlan } from "./plans";
import { type ExitCode, exitCodes, type Review, reviewOf } from "./report";
import { sourceOf } from "./sources";
import { headline, totals } from "./words";
import { writeReports } from "./write-reports";

export interface ReviewRequest {
  /** Git ref of the base. */
  readonly base: string;
  /** Names of environments, or patterns. */
  readonly environments: readonly string[];
  /** Folder of plans in JSON against the states, which show drift. Default: none. */
  readonly plans?: string;
  /** Folder that the reports are written to. */
  readonly out: string;
}

/**
 * Writes `review.md`, `review.html` and `review.json`: what the head changes where the base had been applied.
 * @throws UserError when the base cannot be had, an environment is on neither side, or a plan is of something else
 */
export async function runReview(head: readonly Stack[], request: ReviewRequest): Promise<ExitCode> {
  const say = (text: string) => console.log(colors.dim(text));
  const plans = request.plans === undefined ? [] : readPlans(request.plans, head);
  const plan = await planAgainst(head, request, say);
  const inFiles = await dangersInFiles(plan.commit, say);
  const review = await reviewOfRevisions(head, plan, { ref: request.base, dangers: inFiles, plans, sourceOf });
  const folder = writeReports(request.out, "review", review);
  console.log(`${headline(review)}; ${totals(review.totals)}: ${join(folder, "review.html")}`);
  return exitCodes[review.verdict];
}

/** What is known of two revisions in addition to the comparison of their stacks. */
export interface MoreOfRevisions {
  /** Git ref of the base. */
  readonly ref: string;
  /** Dangers that no stack shows. */
  readonly dangers?: readonly Danger[];
  /** Plans against the states. */
  readonly plans?: readonly StackPlan[];
  /** Says where the code builds what is at a place. Default: nothing is said. */
  readonly sourceOf?: (place: StackLocation) => string | undefined;
}

/** The review of a comparison. */
export async function reviewOfRevisions(
  head: readonly Stack[],
  { base, commit, comparisons, environments }: AgainstPlan,
  { ref, dangers = [], plans = [], sourceOf = () => undefined }: MoreOfRevisions,
): Promise<Review> {
  const isWanted = ({ environment }: { readonly environment: string }) => environments.includes(environment);
  const isOfWanted = ({ stack }: { readonly stack: string }) => environments.includes(partsOf(stack).environment);
  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const errors = comparisons.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error"));
  const revisions: Revisions = { base: link(base), head: link(head), changes, moves: movesIn(head) };
  const planned = plans.filter(({ changes: all }) => all.every(({ place }) => isWanted(place)));
  const roles = await compareRoles(revisions);
  const found = [
    ...lostData({ ...revisions, changes: withPlans(changes, planned) }),
    ...keptKeyTypes(revisions),
    ...refusedByAws(revisions),
    ...widenedRoles(roles),
    ...unlimitedRoles(roles),
    ...widenedPolicies(revisions),
    ...openedPaths(revisions),
    ...weakened(revisions),
    ...removedOutputs(revisions),
  ];
  return reviewOf({
    subject: { kind: "revision", ref, commit },
    stacks: comparisons.flatMap(({ stacks }) => stacks).filter(isWanted),
    changes: changes.map((change) => withSource(change, sourceOf(change.place))),
    contracts: changedContracts(revisions).filter(isOfWanted),
    newRoles: newRoles(roles).filter(isOfWanted),
    narrowedRoles: narrowedRoles(roles).filter(isOfWanted),
    dangers: [...found.filter(isWanted), ...dangers],
    planned: planned.map(({ stack }) => stack),
    disagreements: disagreements(planned, changes),
    errors: errors.map(describeFinding),
  });
}

function withSource(change: Change, source: string | undefined): Change {
  return source === undefined ? change : { ...change, source };
}

/** The changes, and those that only a plan against the states shows. */
function withPlans(changes: Revisions["changes"], plans: readonly StackPlan[]): Revisions["changes"] {
  const keyOf = ({ place, action }: Revisions["changes"][number]) => `${place.stack} ${place.address} ${action}`;
  const known = new Set(changes.map(keyOf));
  return [...changes, ...plans.flatMap((plan) => plan.changes).filter((change) => !known.has(keyOf(change)))];
}
