import { eventRuleArn } from "../../modules/events/event-rule";
import type { Publishers } from "../../modules/identity/publishers";
import { functionPurpose, servicePurpose } from "../../modules/lake/zone-writers";
import { topicArn } from "../../modules/notifications/encrypted-topic";
import type { Site } from "../../platform/site";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { mainBus } from "./offers";

/** ARN of a rule of an environment file, spelled out. */
export function ruleArn(site: Site, name: string, rule: EventRuleConfig): string {
  return eventRuleArn(site, name, rule.when.bus && mainBus);
}

type EventRuleConfig = ApplicationEnvironment["application"]["events"]["rules"][string];

type Users = Readonly<Record<string, { readonly uses: Readonly<Record<string, string>> }>>;

/** Who publishes to a queue, a topic or the bus: the rules that send there, topics with it as a subscriber, and what has it in `uses`, at level send. */
export function publishersOf({ site, environment }: ApplicationFoundation, reference: string): Publishers {
  const { services, functions, events } = environment.application;
  const { applications } = environment.ai;
  const senders = (users: Users, purposeOf: (name: string) => string) =>
    Object.entries(users)
      .filter(([, { uses }]) => uses[reference] === "send")
      .map(([name]) => purposeOf(name));
  const roleArn = (purpose: string) => `arn:aws:iam::${site.account}:role/${site.names.of("iam-role", purpose)}`;
  return {
    ruleArns: Object.entries(events.rules)
      .filter(([, { to }]) => to === reference)
      .map(([name, rule]) => ruleArn(site, name, rule)),
    topicArns: Object.entries(events.topics)
      .filter(([, { subscribers }]) => subscribers.includes(reference))
      .map(([name]) => topicArn(site, name)),
    roleArns: [
      ...senders(services, servicePurpose),
      ...senders(functions, functionPurpose),
      ...senders(applications, functionPurpose),
    ].map(roleArn),
  };
}
