import { service } from "./service";

/** Amazon Q Developer in chat applications: channels that get notifications. */
export const chatbot = service({
  prefix: "chatbot",
  global: true,
  resources: { channel: "arn:aws:chatbot::{account}:chat-configuration/slack-channel/{name}-*" },
  read: ["Describe*", "List*"],
  change: {
    policy: "infrastructure",
    on: ["channel"],
    unbound: ["CreateSlackChannelConfiguration"],
  },
});
