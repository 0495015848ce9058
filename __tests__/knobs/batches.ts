import type { ComputedAttributes } from "../../commands/merged-root/schema";
import type { Path } from "../../environments/loader/values";
import type { Knob } from "./knobs";
import type { Batch, EnvironmentRecord, WalkedKnob } from "./record";
import type { Touched } from "./touched";
import { type Base, type Choice, recordedChoice, touchTogether, type Walked } from "./walk";

/** The batches whose knobs, changed together, still change what was recorded. */
export function batchesThatHold(
  base: Base,
  computed: ComputedAttributes,
  knobs: readonly Knob[],
  recorded: EnvironmentRecord,
): Batch[] {
  const byKey = new Map(knobs.map((knob) => [knob.key, knob]));
  return recorded.batches.filter(({ knobs: keys, touched }) => {
    const choices = keys.map((key) => {
      const [knob, known] = [byKey.get(key), recorded.knobs[key]];
      return knob && known && recordedChoice(knob, base.group, known);
    });
    const all = choices.filter((choice) => choice !== undefined);
    return all.length === keys.length && touchTogether(base, computed, all)?.hash === touched;
  });
}

/** An edit of a knob, with the keys of what it changes. */
export interface Member {
  readonly key: string;
  readonly choice: Choice;
  readonly touched: ReadonlySet<string>;
}

/** What of walked knobs is needed for batches. */
export function membersOf(
  { group }: Base,
  walked: readonly Walked[],
  recorded: ReadonlyMap<string, WalkedKnob>,
): Member[] {
  return walked.flatMap(({ knob, touched }) => {
    const known = recorded.get(knob.key);
    const choice = known && recordedChoice(knob, group, known);
    return choice ? [{ key: knob.key, choice, touched: touchedKeys(touched) }] : [];
  });
}

/** Puts knobs into as few batches as go together: no two change the same resource, or the same line of the file. */
export function batchesOf(base: Base, computed: ComputedAttributes, members: readonly Member[]): Batch[] {
  const drafts: Member[][] = [];
  for (const member of members) {
    const draft = drafts.find((others) => others.every((other) => areApart(member, other)));
    if (draft) draft.push(member);
    else drafts.push([member]);
  }
  return drafts.flatMap((draft) => proven(base, computed, draft));
}

function touchedKeys({ added, changed, removed, values }: Touched): ReadonlySet<string> {
  return new Set([...added, ...changed, ...removed, ...values]);
}

function areApart(one: Member, other: Member): boolean {
  const pathsOf = ({ choice: { path, beside = [] } }: Member) => [path, ...beside.map((edit) => edit.path)];
  const isBelow = (path: Path, upper: Path) => upper.every((part, index) => path[index] === part);
  const meet = pathsOf(one).some((path) => pathsOf(other).some((next) => isBelow(path, next) || isBelow(next, path)));
  return !meet && [...one.touched].every((key) => !other.touched.has(key));
}

/** The batch, or its halves where its knobs change something else together than one by one. */
function proven(base: Base, computed: ComputedAttributes, members: readonly Member[]): Batch[] {
  const together = touchTogether(
    base,
    computed,
    members.map(({ choice }) => choice),
  );
  const alone = new Set(members.flatMap(({ touched }) => [...touched]));
  if (together && areEqual(touchedKeys(together.touched), alone)) {
    return [{ knobs: members.map(({ key }) => key), touched: together.hash }];
  }
  if (members.length === 1) return [];
  const middle = Math.ceil(members.length / 2);
  return [members.slice(0, middle), members.slice(middle)].flatMap((half) => proven(base, computed, half));
}

function areEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}
