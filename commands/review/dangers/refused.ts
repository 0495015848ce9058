import type { Resource } from "../../../synthesized/linked-stack";
import { type OneWay, oneWays } from "../../preview/one-way";
import { type Danger, dangerAt, keptResources, type Revisions } from "./danger";

/** Changes that go back where AWS goes one way only, or take two steps at once: the apply would fail, after what comes before. */
export function refusedByAws(revisions: Revisions): Danger[] {
  const kept = keptResources(revisions).flatMap(({ before, after }) => dangersOf(before, after));
  const removed = revisions.changes
    .filter(({ action }) => action === "delete")
    .flatMap(({ place: { stack, address = "" } }) => {
      const before = revisions.base.find(({ id }) => id === stack)?.resources.get(address);
      return before ? dangersOf(before, undefined) : [];
    });
  return [...kept, ...removed];
}

function dangersOf(before: Resource, after: Resource | undefined): Danger[] {
  return oneWays.flatMap((row) => {
    const [old, now] = [valueIn(row, before), after && valueIn(row, after)];
    // A value that comes from another resource is that resource's.
    if (old === undefined || (after && now === undefined)) return [];
    const why = row.refusal(old, now);
    const change = now === undefined ? `${old} goes` : `${old} becomes ${now}`;
    return why === undefined ? [] : [dangerAt("refused", after ?? before, `${change}: ${why}`, [row.page])];
  });
}

function valueIn(row: OneWay, { type, block }: Resource): string | undefined {
  return row.valueIn[type]?.(block);
}
