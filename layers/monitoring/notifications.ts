import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import { MailSubscribers } from "../../modules/notifications/mail-subscribers";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import type { LayerStack } from "../../platform/layer-stack";
import { undeliveredNotifications } from "./alarms/queues";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation, NotifyingFoundation } from "./foundation";
import { noticeRuleArns } from "./notices";
import type { Severity } from "./severities";

/** What the mails of each severity are from, after the name of the environment. SNS takes 100 characters. */
const displayNames: Readonly<Record<Severity, string>> = {
  page: "Look at once",
  ticket: "Look today",
};

/** The topic of each severity, with its subscribers: who hears of alarms, findings, failures and costs. */
export function buildNotifications(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: MonitoringFoundation,
): Pick<NotifyingFoundation, "topicArns" | "undeliveredArn"> {
  const { site, environment, security } = foundation;
  const build = (severity: Severity) => {
    const { arn: topicArn } = new EncryptedTopic(stack, severity, {
      site,
      purpose: `notify-${severity}`,
      displayName: `${environment.name}: ${displayNames[severity]}`,
      kmsKeyArn: security.streamsKeyArn,
      publishers: {
        services: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "costalerts.amazonaws.com"],
        ruleArns: noticeRuleArns(site, environment, severity),
      },
    });
    const { emails = [environment.owners.email] } = environment.monitoring.notifications[severity];
    new MailSubscribers(stack, `${severity}-mail`, { topicArn, emails });
    return topicArn;
  };
  const topicArns = { page: build("page"), ticket: build("ticket") };
  const { arn: undeliveredArn } = new EncryptedQueue(stack, "undelivered", {
    site,
    purpose: undeliveredNotifications,
    kmsKeyArn: security.streamsKeyArn,
    publishers: {
      ruleArns: [...noticeRuleArns(site, environment, "page"), ...noticeRuleArns(site, environment, "ticket")],
    },
  });
  return { topicArns, undeliveredArn };
}
