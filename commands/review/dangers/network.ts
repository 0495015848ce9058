import { type Analysis, analyze } from "../../../policies/reachability/analysis";
import type { End } from "../../../policies/reachability/reach";
import { describeTraffic, difference, isEmpty, nothing } from "../../../policies/reachability/traffic";
import type { LinkedStack } from "../../../synthesized/linked-stack";
import type { Danger, Revisions } from "./danger";

/** Connections that the head lets through and the base does not, per environment. */
export function openedPaths({ base, head }: Revisions): Danger[] {
  const both = environmentsWithNetwork(head).filter((name) => environmentsWithNetwork(base).includes(name));
  return both.flatMap((environment) => {
    let analyses: readonly [Analysis, Analysis];
    try {
      analyses = [analyze(base, environment), analyze(head, environment)];
    } catch (error) {
      const text = "Who reaches what cannot be said, so opened paths would not be seen";
      return [{ kind: "network", environment, text, details: [(error as Error).message] }] satisfies Danger[];
    }
    const [before, after] = analyses;
    return pairs(after).flatMap(([from, to]): Danger[] => {
      const [oldFrom, oldTo] = [endCalled(before, from), endCalled(before, to)];
      const now = after.reachability.between(from, to).possible;
      const old = oldFrom && oldTo ? before.reachability.between(oldFrom, oldTo).possible : nothing;
      const opened = difference(now, old);
      if (isEmpty(opened)) return [];
      const text = `${from.name} reaches ${to.name} on ${describeTraffic(opened)}`;
      return [{ kind: "network", environment, text, details: [] }];
    });
  });
}

function environmentsWithNetwork(stacks: readonly LinkedStack[]): string[] {
  return stacks.filter(({ layer }) => layer === "network").map(({ environment }) => environment);
}

function endsOf({ homes, elsewhere, outside, services }: Analysis): End[] {
  return [...outside, ...homes, ...elsewhere, ...services];
}

function pairs(analysis: Analysis): (readonly [End, End])[] {
  const ends = endsOf(analysis);
  return ends.flatMap((from) =>
    ends.filter((to) => to !== from || to.kind === "placement").map((to) => [from, to] as const),
  );
}

function endCalled(analysis: Analysis, end: End): End | undefined {
  return endsOf(analysis).find(({ kind, name }) => kind === end.kind && name === end.name);
}
