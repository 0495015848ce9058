import { App } from "cdktf";
import type { ComputedAttributes } from "../../commands/merged-root/schema";
import { offlineStack } from "../../commands/preview/against/offline-stacks";
import { formatPath, type Path } from "../../environments/loader/values";
import { buildEnvironment } from "../../layers/build";
import type { Environment } from "../../layers/layers";
import { synthesize } from "../../platform/synthesize";
import { type LinkedStack, link } from "../../synthesized/linked-stack";
import { type Stack, stacksIn } from "../../synthesized/stack";
import { withFolder } from "../support/temporary";
import { type Edit, loadEdited } from "./edit";
import { fixedKnobs } from "./fixed-knobs";
import { givenEdits } from "./given-edits";
import { type Graph, graphOf, type Node } from "./graph";
import { type Knob, knobsOf } from "./knobs";
import { otherValues } from "./other-values";
import type { KnobRecord, WalkedKnob } from "./record";
import { type Touched, touchedBy } from "./touched";
import { touchedHash } from "./touched-hash";

/** What changing a knob makes of the JSON. */
export interface Walked {
  readonly knob: Knob;
  readonly at: string;
  readonly to: unknown;
  /** Other values that change with it, by the path to each. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** Environments whose files get it, where it is not that of the environment alone. */
  readonly files?: readonly string[];
  readonly graph: Graph;
  readonly touched: Touched;
  /** The edited stacks, where there is something new in them. */
  readonly creating?: readonly LinkedStack[];
  /** Empty where the JSON stays as it is. */
  readonly hash: string;
}

/** An environment as it is, with everything that is planned with it. */
export interface Base {
  readonly environment: Environment;
  /** Names of the environments that are planned together. */
  readonly group: readonly string[];
  readonly stacks: readonly Stack[];
  readonly graph: Graph;
}

/** The stacks of these environments. */
export function stacksOf(environments: readonly Environment[]): Stack[] {
  return withFolder((outdir) => {
    const app = new App({ outdir });
    for (const environment of environments) buildEnvironment(app, environment);
    synthesize(app);
    return stacksIn(outdir);
  });
}

/** The resources and values of stacks, without questions to AWS. */
export function offlineGraph(stacks: readonly Stack[], computed: ComputedAttributes): Graph {
  return graphOf(stacks.map((stack) => offlineStack(stack, computed)));
}

/** The knobs that are walked, in the order of the schema. */
export function walkedKnobs({ primary: _, ...environment }: Environment): Knob[] {
  return knobsOf(environment);
}

/** Changes knobs of an environment, one at a time. Leaves out those without another value that `check` takes. */
export function* walk(
  base: Base,
  computed: ComputedAttributes,
  knobs: readonly Knob[],
  recorded: KnobRecord,
): Generator<Walked> {
  for (const knob of knobs) {
    const found = change(base, knob, recorded[knob.key]);
    if (!found) continue;
    const { environments, path, value, beside, files } = found;
    const { stacks, ...made } = changeOf(base, environments, computed);
    const creating = made.touched.added.length > 0 ? link(stacks) : undefined;
    yield { knob, at: formatPath(path), to: value, ...besideOf(beside), ...(files && { files }), creating, ...made };
  }
}

/** What edits of one knob each change together; undefined where `check` refuses them. */
export function touchTogether(
  base: Base,
  computed: ComputedAttributes,
  choices: readonly Choice[],
): Pick<Walked, "touched" | "hash"> | undefined {
  const edited = loadEdited(base.environment.name, base.group, choices.flatMap(editsOf));
  return "environments" in edited ? changeOf(base, edited.environments, computed) : undefined;
}

function changeOf({ group, ...base }: Base, environments: readonly Environment[], computed: ComputedAttributes) {
  const stacks = stacksOf(environments.filter(({ name }) => group.includes(name)));
  const graph = graphBeside(base, stacks, computed);
  const touched = touchedBy(base.graph, graph);
  const isSame = touched.added.length + touched.changed.length + touched.removed.length === 0;
  return { stacks, graph, touched, hash: isSame ? "" : touchedHash(base.graph, graph, touched) };
}

/** The graph of edited stacks, with the nodes of the base where they are the same: hundreds of them fit into memory. */
function graphBeside(
  base: Pick<Base, "stacks" | "graph">,
  stacks: readonly Stack[],
  computed: ComputedAttributes,
): Graph {
  const textOf = ({ json }: Stack) => JSON.stringify({ ...json, "//": undefined });
  const before = new Map(base.stacks.map((stack) => [stack.id, textOf(stack)]));
  const changed = stacks.filter((stack) => before.get(stack.id) !== textOf(stack)).map(({ id }) => id);
  const offline = stacks.map((stack) => (changed.includes(stack.id) ? offlineStack(stack, computed) : stack));
  const nodes = changed.length > 0 ? [...graphOf(offline, changed)] : [];
  const kept = [...base.graph].filter(([, { stack }]) => !changed.includes(stack));
  const same = ({ key, text }: Node) => base.graph.get(key)?.text === text;
  return new Map([
    ...kept,
    ...nodes.map(([key, node]) => [key, same(node) ? (base.graph.get(key) ?? node) : node] as const),
  ]);
}

/** An edit that changes a knob. */
export interface Choice extends Edit {
  /** What has to change with it. */
  readonly beside?: readonly Edit[];
}

function editsOf({ beside = [], ...choice }: Choice): Edit[] {
  const { files } = choice;
  return [choice, ...beside].map(({ path, value }) => ({ path, value, ...(files && { files }) }));
}

/** What changes with a knob, as a record has it. */
function besideOf(beside: Choice["beside"]): Pick<Walked, "beside"> {
  const given = beside?.filter(({ value }) => value !== undefined) ?? [];
  if (given.length === 0) return {};
  return { beside: Object.fromEntries(given.map(({ path, value }) => [formatPath(path), value])) };
}

/** The environments with another value of the knob: the one that was recorded, where `check` still takes it. */
function change(
  { environment, group }: Base,
  knob: Knob,
  recorded: KnobRecord[string] | undefined,
): (Choice & { environments: readonly Environment[] }) | undefined {
  for (const choice of choices(knob, group, recorded)) {
    const edited = loadEdited(environment.name, group, editsOf(choice));
    if ("environments" in edited) return { ...choice, environments: edited.environments };
  }
  return undefined;
}

/** Places that are tried, and values at each. */
const mostPlaces = 3;
const mostValues = 6;

/** Edits that are tried in the files of the whole group. */
const mostTogether = 3;

/** Edits to try, the one that was recorded first. What one file alone may not say, all files of the group may. */
function choices(knob: Knob, group: readonly string[], recorded: WalkedKnob | undefined): Choice[] {
  if (fixedKnobs[knob.key] !== undefined) return [];
  const places = knob.places.slice(0, mostPlaces);
  const given = givenEdits[knob.key];
  const own = given ? [{ path: places[0]?.path ?? [], ...given }] : [];
  const others = places.flatMap(({ path, value }) =>
    otherValues(knob.schema, value)
      .slice(0, mostValues)
      .map((other): Choice => ({ path, value: other })),
  );
  const alone = [...own, ...others].filter(({ path, value }) => !isPresent(knob, path, value));
  const together = group.length > 1 ? alone.slice(0, mostTogether).map((choice) => ({ ...choice, files: group })) : [];
  const all = [...alone, ...together];
  const isRecorded = (choice: Choice) => recorded !== undefined && isAsRecorded(choice, recorded);
  return [...all.filter(isRecorded), ...all.filter((choice) => !isRecorded(choice))];
}

function isPresent({ places }: Knob, path: Path, value: unknown): boolean {
  const place = places.find((one) => formatPath(one.path) === formatPath(path));
  return place !== undefined && JSON.stringify(place.value) === JSON.stringify(value);
}

function isAsRecorded({ path, value, beside, files }: Choice, recorded: WalkedKnob): boolean {
  const text = (...parts: readonly unknown[]) => JSON.stringify(parts);
  const { at, to } = recorded;
  return (
    text(formatPath(path), value, besideOf(beside).beside, files) === text(at, to, recorded.beside, recorded.files)
  );
}

/** The edit that was recorded; undefined where it is none any more. */
export function recordedChoice(knob: Knob, group: readonly string[], recorded: WalkedKnob): Choice | undefined {
  return choices(knob, group, recorded).find((choice) => isAsRecorded(choice, recorded));
}
