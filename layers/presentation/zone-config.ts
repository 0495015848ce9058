import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

/** The `presentation.zone` section of an environment file. */
export const zoneConfig = z
  .strictObject({
    delegated: z
      .boolean()
      .describe(
        "Whether the zone above refers to this one. As long as it does not, nothing with a certificate is built: AWS could " +
          "not validate it. Apply once, delegate `domain` to the name servers in the output `name_servers`, then set it to true.",
      ),
    dnssec: z
      .boolean()
      .describe(
        "Whether the zone is signed. Resolvers check it once the zone above has the output `ds_record`. Before you turn it " +
          "off: docs/runbooks/remove-dnssec.md.",
      ),
    ttlSeconds: z
      .int()
      .min(60)
      .max(172_800)
      .describe(
        "Seconds that resolvers keep a record that names no AWS resource. 60 to 172800. AWS sets it for the others: 60.",
      ),
  })
  .describe("Public hosted zone of `domain`.");

export const zoneDefaults = {
  sandbox: { delegated: false, dnssec: false, ttlSeconds: 300 },
  nonproduction: { delegated: false, dnssec: true, ttlSeconds: 300 },
  production: { delegated: false, dnssec: true, ttlSeconds: 3600 },
} satisfies TierDefaults<typeof zoneConfig>;
