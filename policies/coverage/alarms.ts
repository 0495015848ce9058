import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import { isMap } from "../../synthesized/linked-stack";
import { textsIn } from "../../synthesized/reference";
import { targetsIn } from "../../synthesized/target";
import { type Watched, watched, withoutAlarms } from "./watched";

/** How many resources of a type have what they need, and which do not. */
export interface Coverage {
  readonly environment: string;
  readonly type: string;
  readonly covered: number;
  /** Why the type needs nothing. */
  readonly exempt?: string;
  /** Where the resource is, and what to add. */
  readonly missing: readonly string[];
}

interface Dimension {
  readonly name: string;
  readonly value: string;
  readonly targets: readonly Resource[];
}

/**
 * Dimensions of all metrics that alarms of the monitoring layer watch: others stop deployments, and send no
 * notifications.
 */
function dimensionsIn(stacks: readonly LinkedStack[]): Dimension[] {
  return stacks
    .filter(({ layer }) => layer === "monitoring")
    .flatMap((stack) =>
      [...stack.resources.values()]
        .filter(({ type }) => type === "aws_cloudwatch_metric_alarm")
        .flatMap(({ block }) => [block.dimensions, ...metricsIn(block.metric_query)].filter(isMap))
        .flatMap((dimensions) =>
          Object.entries(dimensions).map(([name, value]) => ({
            name,
            value: String(value),
            targets: targetsIn(stack, value).map(({ resource }) => resource),
          })),
        ),
    );
}

function metricsIn(queries: unknown): unknown[] {
  return Array.isArray(queries)
    ? queries.map((query) => (isMap(query) && isMap(query.metric) ? query.metric.dimensions : undefined))
    : [];
}

function hasAlarm(
  { dimension, argument, prefix }: Watched,
  resource: Resource,
  dimensions: readonly Dimension[],
): boolean {
  const name = argument === undefined ? undefined : String(resource.block[argument]);
  return dimensions.some(
    (one) =>
      one.name === dimension &&
      (one.targets.includes(resource) ||
        (name !== undefined && (prefix ? one.value.startsWith(`${name}-`) : one.value === name))),
  );
}

function needsAlarm({ only = {}, notIf, usedBy }: Watched, resource: Resource, all: readonly Resource[]): boolean {
  const { block } = resource;
  if (notIf !== undefined && block[notIf] === true) return false;
  if (!Object.entries(only).every(([argument, value]) => block[argument] === value)) return false;
  return usedBy === undefined || all.some((user) => usedBy.includes(user.type) && refersTo(user, resource));
}

function refersTo(user: Resource, resource: Resource): boolean {
  return [...textsIn(user.block)].some((text) =>
    targetsIn(user.stack, text).some((target) => target.resource === resource),
  );
}

/** Which resources of an environment have alarms. */
export function alarmCoverage(environment: string, stacks: readonly LinkedStack[]): Coverage[] {
  const dimensions = dimensionsIn(stacks);
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  return types.flatMap((type): Coverage[] => {
    const ofType = resources.filter((resource) => resource.type === type);
    const exempt = withoutAlarms[type];
    if (exempt !== undefined) return [{ environment, type, covered: 0, exempt, missing: [] }];
    const how = watched[type];
    if (!how) return [];
    const all = ofType.filter((resource) => needsAlarm(how, resource, resources));
    const bare = all.filter((resource) => !hasAlarm(how, resource, dimensions));
    return [
      {
        environment,
        type,
        covered: all.length - bare.length,
        missing: bare.map(
          ({ stack, address }) =>
            `${stack.id}: ${address} has no alarm with the dimension ${how.dimension}. Add it to the subjects of its kind ` +
            "in layers/monitoring/alarms, or its type to withoutAlarms in policies/coverage/watched.ts with the reason.",
        ),
      },
    ];
  });
}
