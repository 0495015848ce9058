import { alone } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import type { StackLocation } from "../merged-root/locate";
import type { Action, Change } from "../preview/changes";
import { inOrder } from "../preview/scope";
import type { ContractChange } from "./dangers/contracts";
import type { Danger } from "./dangers/danger";
import type { NarrowedRole, NewRole } from "./dangers/roles";
import { sameChanges } from "./same-changes";

/** `error`: the head cannot be planned. `danger`: something has to be looked at first. `safe`: nothing changes. */
export type Verdict = "safe" | "changes" | "danger" | "error";

/** What `review` and `drift` exit with. */
export const exitCodes = { safe: 0, error: 1, changes: 2, danger: 3 } as const satisfies Record<Verdict, number>;

export type ExitCode = (typeof exitCodes)[Verdict];

export type Counts = Readonly<Record<Action, number>>;

export interface StackReport {
  /** `<environment>-<layer>`. */
  readonly id: string;
  readonly environment: string;
  readonly layer: string;
  /** As its resources are tagged: `sandbox`, `nonproduction` or `production`. */
  readonly tier: string;
  /** Stacks whose contracts it reads. */
  readonly reads: readonly string[];
  readonly counts: Counts;
  readonly changes: readonly Change[];
}

/** What the stacks are compared with: those of another revision, or what there is where they are applied. */
export type Subject =
  | { readonly kind: "revision"; readonly ref: string; readonly commit: string }
  | { readonly kind: "drift"; readonly target: string };

/** A resource of which a plan against the states says something else than the comparison of revisions. */
export interface Disagreement {
  readonly place: StackLocation;
  /** What each would do to it; absent where nothing. */
  readonly planned?: Action;
  readonly compared?: Action;
  /** Attributes that one of them changes and the other does not. */
  readonly attributes: readonly string[];
}

/** A drift that is known and not counted. */
export interface KnownDrift {
  readonly stack: string;
  readonly address: string;
  readonly attributes: readonly string[];
  readonly reason: string;
}

/** What a review or a look for drift says: the content of `review.json` and `drift.json`. */
export interface Review {
  /** Raised whenever a reader of the file would have to change. */
  readonly format: 1;
  readonly verdict: Verdict;
  readonly subject: Subject;
  readonly totals: Counts;
  /** All stacks of the environments asked for, producers first, those that do not change included. */
  readonly stacks: readonly StackReport[];
  readonly dangers: readonly Danger[];
  /** Stacks that change, those together that change in the same way apart from names of their environment. */
  readonly groups: readonly (readonly string[])[];
  /** Fields of contracts that differ, with the stacks that read them. */
  readonly contracts: readonly ContractChange[];
  /** Roles that are added to stacks that were there, and what they may do. */
  readonly newRoles: readonly NewRole[];
  /** Roles that may do less than before, and nothing more. Roles that may do more are dangers. */
  readonly narrowedRoles: readonly NarrowedRole[];
  /** Environments of which the same resources change in the same way, with others or alone. */
  readonly alike: readonly (readonly string[])[];
  /** What changes in production and in no environment of tier `nonproduction`. */
  readonly unlike: readonly string[];
  /** Stacks of which there is a plan against the states as well. */
  readonly planned: readonly string[];
  /** Where such a plan says something else: what drifted, or was applied otherwise. */
  readonly disagreements: readonly Disagreement[];
  /** Drift that is known. */
  readonly known: readonly KnownDrift[];
  /** What keeps the head from being planned. */
  readonly errors: readonly string[];
}

const actions: readonly Action[] = ["create", "update", "replace", "delete", "move", "import", "forget"];

export interface ReviewParts
  extends Pick<Review, "subject" | "dangers" | "errors">,
    Partial<Pick<Review, "contracts" | "newRoles" | "narrowedRoles" | "planned" | "disagreements" | "known">> {
  readonly stacks: readonly Stack[];
  readonly changes: readonly Change[];
}

/** Puts a review together. */
export function reviewOf({ subject, stacks, changes, dangers, errors, ...more }: ReviewParts): Review {
  const reports = inOrder(stacks).map((stack): StackReport => {
    const { id, environment, layer, dependencies: reads } = stack;
    const own = changes.filter(({ place }) => place.stack === id);
    const tier = String(alone(stack).tags.tier);
    return { id, environment, layer, tier, reads, counts: countsOf(own), changes: own };
  });
  const { contracts = [], newRoles = [], narrowedRoles = [], planned = [], disagreements = [], known = [] } = more;
  const changesOf = (id: string) => reports.find((report) => report.id === id)?.changes ?? [];
  const anything = changes.length + disagreements.length > 0;
  const verdict: Verdict = errors.length > 0 ? "error" : dangers.length > 0 ? "danger" : anything ? "changes" : "safe";
  return {
    format: 1,
    verdict,
    subject,
    totals: countsOf(changes),
    stacks: reports,
    dangers,
    groups: sameChanges(inOrder(stacks), changesOf),
    contracts,
    newRoles,
    narrowedRoles,
    alike: alike(reports),
    unlike: subject.kind === "revision" ? unlike(reports) : [],
    planned,
    disagreements,
    known,
    errors,
  };
}

/** How often each action happens. */
export function countsOf(changes: readonly Change[]): Counts {
  const entries = actions.map((action) => [action, changes.filter((change) => change.action === action).length]);
  return Object.fromEntries(entries) as Counts;
}

/** What happens to a resource, whatever the environment: its layer, address and the attributes that change. */
function kindOf({ place, action, attributes }: Change): string {
  return `${action} ${place.layer} ${place.path ?? place.address} ${attributes.map(({ name }) => name).join(" ")}`;
}

function kindsByEnvironment(reports: readonly StackReport[]): Map<string, ReadonlySet<string>> {
  const environments = [...new Set(reports.map(({ environment }) => environment))];
  return new Map(
    environments.map((name) => [
      name,
      new Set(reports.filter(({ environment }) => environment === name).flatMap(({ changes }) => changes.map(kindOf))),
    ]),
  );
}

function alike(reports: readonly StackReport[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const [environment, kinds] of kindsByEnvironment(reports)) {
    if (kinds.size === 0) continue;
    const key = [...kinds].sort().join("\n");
    groups.set(key, [...(groups.get(key) ?? []), environment]);
  }
  return [...groups.values()];
}

/** What changes in production and in no environment of the tier below, which is where a change is tried first. */
function unlike(reports: readonly StackReport[]): string[] {
  const kindsIn = (tier: string) =>
    new Set(reports.filter((report) => report.tier === tier).flatMap(({ changes }) => changes.map(kindOf)));
  const tried = kindsIn("nonproduction");
  if (!reports.some(({ tier }) => tier === "nonproduction")) return [];
  return reports
    .filter(({ tier }) => tier === "production")
    .flatMap(({ changes }) => changes)
    .filter((change) => !tried.has(kindOf(change)))
    .map(({ place, action }) => `${action} ${place.path ?? place.address} in ${place.stack}`);
}
