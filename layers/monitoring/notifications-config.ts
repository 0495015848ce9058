import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

const slackChannel = z.strictObject({
  workspaceId: z
    .string()
    .regex(/^T[0-9A-Z]{6,254}$/, "the id of a workspace, as in T01234567")
    .describe("Workspace. An administrator lets Amazon Q Developer into it once, in the console."),
  channelId: z
    .string()
    .regex(/^C[0-9A-Z]{6,254}$/, "the id of a channel, as in C01234567")
    .describe("Channel in the workspace."),
});

const subscribers = (severity: string) =>
  z
    .strictObject({
      emails: z
        .array(z.email("an e-mail address"))
        .optional()
        .describe(
          "Addresses that get a mail for each; that of the owners when absent. Each confirms its subscription once, and " +
            "gets none until then.",
        ),
      slack: slackChannel.optional().describe("Channel of Slack that gets a message for each. None when absent."),
    })
    .describe(`Who hears of ${severity}.`);

/** The `notifications` of the `monitoring` section: who hears of what, by severity. */
export const notificationsConfig = z
  .strictObject({
    page: subscribers("what cannot wait: it wakes the person on call"),
    ticket: subscribers("what waits for the next working day"),
  })
  .describe("Who is notified, by severity.");

const byOwners = { page: {}, ticket: {} };

export const notificationsDefaults = {
  sandbox: byOwners,
  nonproduction: byOwners,
  production: byOwners,
} satisfies TierDefaults<typeof notificationsConfig>;
