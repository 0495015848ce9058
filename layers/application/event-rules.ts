import { type EventPattern, EventRule } from "../../modules/events/event-rule";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { Bus } from "./bus";
import type { ApplicationEnvironment } from "./config";
import type { EventsConfig } from "./events-config";
import type { WorkloadFoundation } from "./foundation";

type When = EventsConfig["rules"][string]["when"];

/**
 * Rules that send events on. In an environment that recovers another, rules about zones rest: S3 announces every copy
 * that it replicates there, and what follows from an upload would happen twice.
 */
export function buildEventRules(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: WorkloadFoundation,
  { bus, undelivered }: Bus,
): void {
  const { site, environment, upstream } = foundation;
  for (const [name, { when, to }] of Object.entries(environment.application.events.rules)) {
    new EventRule(stack, `rule-${name}`, {
      site,
      purpose: name,
      description: `${when.zone ? `New objects in ${when.zone}` : `Events on ${when.bus}`} go to ${to}.`,
      busName: when.bus && bus.busName,
      pattern: when.zone ? objectsOf(foundation, when.zone, when.prefix) : announced(when),
      target: {
        arn: targetArn(foundation, to),
        deadLetterArn: undelivered.arn,
        rests: when.zone !== undefined && upstream !== undefined,
      },
    });
  }
}

/** Events of S3 come on the default bus (docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html). */
function objectsOf({ data }: WorkloadFoundation, zone: string, prefix: string | undefined): EventPattern {
  const bucket = entryOf(data.zoneBucketNames, partsOf(zone).name);
  return {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [bucket] }, ...(prefix !== undefined && { object: { key: [{ prefix }] } }) },
  };
}

/** Lists in the order of the alphabet: theirs in the file means nothing. */
function announced({ sources, types }: When): EventPattern {
  return {
    ...(sources && { source: [...sources].sort() }),
    ...(types && { "detail-type": [...types].sort() }),
  };
}

function targetArn({ messaging }: WorkloadFoundation, to: string): string {
  const { kind, name } = partsOf(to);
  const target = kind === "topics" ? messaging.topics[name] : messaging.queues[name];
  if (!target) throw new Error(`There is no ${to}.`);
  return target.arn;
}
