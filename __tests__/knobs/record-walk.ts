import type { ComputedAttributes } from "../../commands/merged-root/schema";
import { type LinkedStack, link } from "../../synthesized/linked-stack";
import { deniedCalls, effectsOf, typeOf } from "./effects";
import type { Graph } from "./graph";
import type { Knob } from "./knobs";
import { type PlanInputs, planVariants, type VariantChange } from "./plan-variants";
import type { KnobRecord, WalkedKnob } from "./record";
import { differencesOf } from "./touched-hash";
import type { Variant } from "./variant-root";
import { type Base, type Walked, walk } from "./walk";

/** What a walk found. */
export interface WalkResult {
  /** Knobs whose record still holds. */
  readonly record: KnobRecord;
  /** Knobs that have no record, or change other JSON now than when it was made. */
  readonly stale: readonly Walked[];
  /** Every knob that has another value. */
  readonly walked: readonly Walked[];
}

/** Changes knobs of an environment, and tells those whose effect is known from those that have to be planned. */
export function walkAgainst(
  base: Base,
  computed: ComputedAttributes,
  knobs: readonly Knob[],
  recorded: KnobRecord,
): WalkResult {
  const record: Record<string, WalkedKnob> = {};
  const stale: Walked[] = [];
  const walked: Walked[] = [];
  for (const found of walk(base, computed, knobs, recorded)) {
    const known = recorded[found.knob.key];
    walked.push(found);
    if (known && known.touched === found.hash && known.at === found.at) record[found.knob.key] = known;
    else if (found.hash === "") record[found.knob.key] = { ...triedOf(found), effects: {} };
    else stale.push(found);
  }
  return { record, stale, walked };
}

/** Above that many resources, one of each kind of change is planned. */
const most = 150;

/** Plans the stale knobs: what becomes of the resources, and which calls the pipeline may not make. */
export async function planStale(base: Base, stale: readonly Walked[], inputs: PlanInputs): Promise<KnobRecord> {
  const linked = link(base.stacks);
  const large = stale.filter(({ touched }) => touched.changed.length > most);
  const small = stale.filter((one) => !large.includes(one));
  const record: Record<string, WalkedKnob> = {};
  for (const group of [small, ...large.map((one) => [one])]) {
    if (group.length === 0) continue;
    const samples = new Map(group.map((walked, index) => [`k${index}`, sampled(base.graph, walked)]));
    const variants = group.map((walked, index) =>
      variantOf(walked, `k${index}`, samples.get(`k${index}`) ?? new Map()),
    );
    const planned = await planVariants(inputs, variants);
    for (const [index, walked] of group.entries()) {
      const sizes = samples.get(`k${index}`);
      const own = planned.get(`k${index}`) ?? [];
      if (typeof own === "string") {
        record[walked.knob.key] = { ...triedOf(walked), effects: {}, refused: own };
        continue;
      }
      const changes = [
        ...own.flatMap((one) => Array<VariantChange>(sizes?.get(one.key) ?? 1).fill(one)),
        ...walked.touched.removed.map((key) => removal(key)),
      ];
      record[walked.knob.key] = await walkedKnob(walked, changes, linked);
    }
  }
  return record;
}

function triedOf({
  at,
  to,
  beside,
  files,
  hash,
}: Walked): Pick<WalkedKnob, "at" | "to" | "beside" | "files" | "touched"> {
  return { at, to, ...(beside && { beside }), ...(files && { files }), touched: hash };
}

async function walkedKnob(
  walked: Walked,
  changes: readonly VariantChange[],
  base: readonly LinkedStack[],
): Promise<WalkedKnob> {
  const denied = await deniedCalls(changes, base, walked.creating ?? base);
  const effects = effectsOf(changes);
  return { ...triedOf(walked), effects, ...(denied.length > 0 && { denied }) };
}

function variantOf({ graph, touched }: Walked, name: string, sample: ReadonlyMap<string, number>): Variant {
  const planned = new Set([...touched.added, ...sample.keys()]);
  return { name, graph, values: touched.values, planned };
}

function removal(key: string): VariantChange {
  const [stack = "", address = ""] = key.split("/");
  const [environment = "", layer = ""] = stack.split("-");
  return { key, change: { place: { stack, environment, layer, address }, action: "delete", attributes: [] } };
}

/** Of these, the provider takes tens of seconds for each: one of each kind of change is planned, too. */
const costly = ["aws_wafv2_web_acl"];

/** One resource for each type and set of arguments that change, and how many it stands for: of many, and of costly ones. */
function sampled(base: Graph, { graph, touched }: Walked): ReadonlyMap<string, number> {
  const isLarge = touched.changed.length > most;
  const kinds = new Map<string, string[]>();
  for (const key of touched.changed) {
    if (!isLarge && !costly.includes(typeOf(key))) {
      kinds.set(key, [key]);
      continue;
    }
    const [before, after] = [base.get(key), graph.get(key)];
    const names = differencesOf(before?.content, after?.content, "").map((line) => /^\.(\w+)/.exec(line)?.[1] ?? "");
    const kind = [typeOf(key), ...new Set(names)].join(" ");
    kinds.set(kind, [...(kinds.get(kind) ?? []), key]);
  }
  return new Map([...kinds.values()].map((keys) => [keys[0] ?? "", keys.length]));
}
