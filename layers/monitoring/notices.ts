import { EventRule, eventRuleArn } from "../../modules/events/event-rule";
import type { MailSubscribersProps } from "../../modules/notifications/mail-subscribers";
import { MailSubscribers } from "../../modules/notifications/mail-subscribers";
import type { LayerStack } from "../../platform/layer-stack";
import type { Site } from "../../platform/site";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { type Notice, notices } from "./notice-table";
import { emailsOf, type Severity } from "./severities";

/** Who hears of a notice. The account and the region are watched by the environment that owns the region. */
function applies({ of }: Notice, { owns }: MonitoringEnvironment): boolean {
  return of === "environment" || owns.region;
}

function severityOf({ severity }: Notice, { tier }: MonitoringEnvironment): Severity {
  return tier === "sandbox" ? "ticket" : severity;
}

/** ARNs of the rules that publish to the topic of a severity, for its policy. */
export function noticeRuleArns(site: Site, environment: MonitoringEnvironment, severity: Severity): string[] {
  return notices
    .filter((notice) => applies(notice, environment) && severityOf(notice, environment) === severity)
    .map(({ name }) => eventRuleArn(site, name));
}

/** Notifications from events of AWS services on the default bus, and from topics of databases and deliveries. */
export function buildNotices(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, topicArns, undeliveredArn } = foundation;
  for (const notice of notices.filter((one) => applies(one, environment))) {
    new EventRule(stack, `notice-${notice.name}`, {
      site,
      purpose: notice.name,
      description: notice.means,
      pattern: notice.pattern({ prefix: site.names.of("alarm", "").slice(0, -1) }),
      target: { arn: topicArns[severityOf(notice, environment)], deadLetterArn: undeliveredArn, rests: false },
    });
  }
  const emails = emailsOf(environment, "ticket");
  const subscribe = (id: string, topicArn: MailSubscribersProps["topicArn"]) =>
    new MailSubscribers(stack, id, { topicArn, emails });
  if (foundation.upstream?.strategy !== "backup-restore")
    subscribe("database-events-mail", foundation.data.databaseEventsTopicArn);
  if (environment.application.delivery.engine === "codepipeline")
    subscribe("delivery-mail", foundation.application.deliveryTopicArn);
}
