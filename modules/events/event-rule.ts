import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { eventBusArn } from "./event-bus";

export interface EventRuleProps {
  readonly site: Site;
  /** What the rule waits for, as in "new-upload"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  /** Name of the bus. @default the default bus, where events of AWS services arrive */
  readonly busName?: string;
  readonly pattern: EventPattern;
  readonly target: RuleTarget;
}

/** What gets the events. Its resource policy has to name the rule. */
export interface RuleTarget {
  readonly arn: string;
  /** Queue for the events that did not arrive. Its policy has to name the rule. */
  readonly deadLetterArn: string;
  /** Whether the rule is created disabled: it sends nothing until a person enables it. */
  readonly rests: boolean;
}

/** What events look like, in the words of EventBridge. */
export interface EventPattern {
  readonly source?: readonly string[];
  readonly "detail-type"?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** ARN of a rule, spelled out: for policies of what the rule depends on. */
export function eventRuleArn(site: Site, purpose: string, busPurpose?: string): string {
  const { names, region, account } = site;
  const bus = busPurpose === undefined ? "" : `${eventBusArn(site, busPurpose).split("/")[1]}/`;
  return `arn:aws:events:${region}:${account}:rule/${bus}${names.of("event-rule", purpose)}`;
}

/** Sends the events of a bus that fit a pattern to one target, for a day as long as it does not take them. */
export class EventRule extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { site, busName, target } = props;
    const rule = new CloudwatchEventRule(this, "rule", {
      name: site.names.of("event-rule", props.purpose),
      description: props.description,
      eventBusName: busName,
      eventPattern: JSON.stringify(props.pattern),
      state: target.rests ? "DISABLED" : "ENABLED",
      // In a failover operations enables it, and plans leave it so.
      lifecycle: target.rests ? { ignoreChanges: ["state"] } : undefined,
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      eventBusName: busName,
      targetId: "target",
      arn: target.arn,
      deadLetterConfig: { arn: target.deadLetterArn },
      // A day, as EventBridge does by itself: dead letters are what it gave up on.
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    });
    this.arn = rule.arn;
  }
}
