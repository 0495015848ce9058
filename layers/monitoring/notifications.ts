import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import { MailSubscribers } from "../../modules/notifications/mail-subscribers";
import { SlackChannel } from "../../modules/notifications/slack-channel";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import type { LayerStack } from "../../platform/layer-stack";
import { undeliveredNotifications } from "./alarms/queues";
import type { MonitoringEnvironment } from "./config";
import { buildTopicsElsewhere } from "./elsewhere";
import type { MonitoringFoundation, NotifyingFoundation } from "./foundation";
import { noticeRuleArns } from "./notices";
import { displayNameOf, emailsOf, type Severity, severities } from "./severities";

/** The topic of each severity, with its subscribers: who hears of alarms, findings, failures and costs. */
export function buildNotifications(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: MonitoringFoundation,
): Pick<NotifyingFoundation, "topicArns" | "elsewhere" | "undeliveredArn"> {
  const { site, environment, security } = foundation;
  const build = (severity: Severity) => {
    const { arn: topicArn } = new EncryptedTopic(stack, severity, {
      site,
      purpose: `notify-${severity}`,
      displayName: displayNameOf(environment, severity),
      kmsKeyArn: security.streamsKeyArn,
      publishers: {
        services: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "costalerts.amazonaws.com"],
        ruleArns: noticeRuleArns(site, environment, severity),
      },
    });
    new MailSubscribers(stack, `${severity}-mail`, { topicArn, emails: emailsOf(environment, severity) });
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
  const elsewhere = buildTopicsElsewhere(stack, foundation);
  for (const severity of severities) {
    const { slack } = environment.monitoring.notifications[severity];
    if (!slack) continue;
    new SlackChannel(stack, `${severity}-chat`, {
      site,
      purpose: severity,
      ...slack,
      topicArns: [topicArns[severity], ...Object.values(elsewhere).map((there) => there.topicArns[severity])],
    });
  }
  return { topicArns, elsewhere, undeliveredArn };
}
