import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { type EventPattern, EventRule } from "../../modules/events/event-rule";
import { liveAlias } from "../../modules/functions/function-arn";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { Bus } from "./bus";
import type { ApplicationEnvironment } from "./config";
import type { EventsConfig } from "./events-config";
import type { WorkloadFoundation } from "./foundation";
import type { BuiltFunction } from "./functions";

/** What rules and topics send to. */
export interface TargetsFoundation extends WorkloadFoundation {
  readonly functions: Readonly<Record<string, BuiltFunction>>;
}

type When = EventsConfig["rules"][string]["when"];

/**
 * Rules that send events on. In an environment that recovers another, rules about zones rest: S3 announces every copy
 * that it replicates there, and what follows from an upload would happen twice.
 */
export function buildEventRules(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: TargetsFoundation,
  { bus, undelivered }: Bus,
): void {
  const { site, environment, upstream } = foundation;
  for (const [name, { when, to }] of Object.entries(environment.application.events.rules)) {
    const rule = new EventRule(stack, `rule-${name}`, {
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
    letInvoke(stack, `rule-${name}`, foundation, { to, service: "events.amazonaws.com", sourceArn: rule.arn });
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

/** Of a queue, a topic, or the live version of a function. */
export function targetArn({ messaging, functions }: TargetsFoundation, to: string): string {
  const { kind, name } = partsOf(to);
  const arns: Readonly<Record<string, string | undefined>> = {
    functions: functions[name]?.aliasArn,
    queues: messaging.queues[name]?.arn,
    topics: messaging.topics[name]?.arn,
  };
  const arn = arns[kind];
  if (arn === undefined) throw new Error(`There is no ${to}.`);
  return arn;
}

/** Lets a service invoke the live version of a function for one rule or topic. Queues and topics say it in their policies. */
export function letInvoke(
  stack: LayerStack<ApplicationEnvironment>,
  id: string,
  { site, functions }: TargetsFoundation,
  { to, service, sourceArn }: { readonly to: string; readonly service: string; readonly sourceArn: string },
): void {
  const { kind, name } = partsOf(to);
  const lambda = kind === "functions" ? functions[name] : undefined;
  if (!lambda) return;
  new LambdaPermission(stack, `${id}-permission`, {
    statementId: id,
    action: "lambda:InvokeFunction",
    functionName: lambda.functionName,
    qualifier: liveAlias,
    principal: service,
    sourceArn,
    sourceAccount: site.account,
  });
}
