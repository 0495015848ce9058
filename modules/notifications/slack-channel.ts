import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";

export interface SlackChannelProps {
  readonly site: Site;
  /** What it hears of, as in "page"; part of names. */
  readonly purpose: string;
  readonly workspaceId: string;
  readonly channelId: string;
  /** Topics, of any region. */
  readonly topicArns: readonly string[];
}

/** AWS managed policy: the most that anybody may do from a channel. Without it, that would be everything. */
const guardrail = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

/**
 * A channel of Slack that gets what topics say, with graphs of alarms, by Amazon Q Developer in chat applications (AWS
 * Chatbot before). The channel is read-only.
 */
export class SlackChannel extends Construct {
  constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { site, purpose } = props;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: `chat-${purpose}`,
      description: "Shows graphs of alarms in a channel of Slack.",
      service: "chatbot.amazonaws.com",
      statements: [
        {
          sid: "ShowGraphs",
          actions: ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "cloudwatch:GetMetricWidgetImage"],
          resources: "*",
        },
      ],
    });
    new ChatbotSlackChannelConfiguration(this, "channel", {
      configurationName: site.names.of("chat", purpose),
      iamRoleArn: role.arn,
      guardrailPolicyArns: [guardrail],
      slackTeamId: props.workspaceId,
      slackChannelId: props.channelId,
      snsTopicArns: [...props.topicArns],
      userAuthorizationRequired: true,
      loggingLevel: "ERROR",
    });
  }
}
