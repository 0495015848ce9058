import { isMap, type LinkedStack, type Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import type { Coverage } from "./alarms";
import { stateful } from "./watched";

/** A selection of a backup plan: the tags that it goes by, and the region that it looks at. */
export interface Selection {
  readonly tags: Readonly<Record<string, string>>;
  readonly region: string;
  /** The plan that it belongs to. */
  readonly plan: Resource | undefined;
}

/** The selections of all backup plans of the stacks. */
export function selectionsIn(stacks: readonly LinkedStack[]): Selection[] {
  return stacks.flatMap((stack) =>
    [...stack.resources.values()]
      .filter(({ type }) => type === "aws_backup_selection")
      .map(({ block, region }) => ({
        plan: targetsIn(stack, block.plan_id)[0]?.resource,
        region,
        tags: tagsOf(block.condition),
      })),
  );
}

function tagsOf(condition: unknown): Record<string, string> {
  const equals = [condition].flat().flatMap((one) => (isMap(one) ? [one.string_equals].flat() : []));
  return Object.fromEntries(
    equals.flatMap((one) => (isMap(one) ? [[String(one.key).replace("aws:ResourceTag/", ""), String(one.value)]] : [])),
  );
}

/** Whether a selection covers a resource. */
export function selects({ tags, region }: Selection, resource: Resource): boolean {
  const own = { ...resource.stack.tags, ...(isMap(resource.block.tags) ? resource.block.tags : {}) };
  return resource.region === region && Object.entries(tags).every(([key, value]) => own[key] === value);
}

/** Which resources that hold data are in a backup plan of their environment: exactly one. */
export function backupCoverage(environment: string, stacks: readonly LinkedStack[]): Coverage[] {
  const selections = selectionsIn(stacks);
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  return Object.entries(stateful).flatMap(([type, kept]): Coverage[] => {
    const all = resources.filter((resource) => resource.type === type);
    if (all.length === 0) return [];
    if (kept !== "backup") return [{ environment, type, covered: 0, exempt: kept.keptBy, missing: [] }];
    const counted = all.map((resource) => ({
      resource,
      plans: selections.filter((one) => selects(one, resource)).length,
    }));
    const bad = counted.filter(({ plans }) => plans !== 1);
    return [
      {
        environment,
        type,
        covered: all.length - bad.length,
        missing: bad.map(
          ({ resource: { stack, address }, plans }) =>
            `${stack.id}: ${address} is in ${plans} backup plans, expected 1. Give it the tag backup (site.backupPlan).`,
        ),
      },
    ];
  });
}
