import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

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
