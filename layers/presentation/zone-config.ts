import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { hostLabel } from "./host-label";

const delegate = z.strictObject({
  nameServers: z
    .array(z.string().regex(/^([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, "the name of a name server, as in ns-1.awsdns-01.org"))
    .min(2, "at least two name servers")
    .max(8)
    .superRefine(distinct())
    .describe("Its name servers: the output `name_servers` of an environment."),
  dsRecord: z
    .string()
    .regex(/^\d{1,5} \d{1,3} \d [0-9A-F]{40,96}$/, "the output `ds_record`, as in 12345 13 2 49FD…")
    .optional()
    .describe("What resolvers check its signatures with: the output `ds_record`. The zone is not signed when absent."),
});

/** The `presentation.zone` section of an environment file. */
export const zoneConfig = z
  .strictObject({
    delegated: z
      .boolean()
      .describe(
        "Whether the zone above refers to this one. As long as it does not, nothing with a certificate is built: AWS could " +
          "not validate it. Apply once, delegate `domain` to the name servers in the output `name_servers`, then set it to true. " +
          "Turning it off again destroys certificates, distributions and load balancer, with their logs.",
      ),
    dnssec: z
      .boolean()
      .describe(
        "Whether the zone is signed. Resolvers check it once the zone above has the output `ds_record`. Before you turn it " +
          "off: docs/runbooks/remove-dnssec.md.",
      ),
    delegates: z
      .record(hostLabel, delegate)
      .describe("Zones below this one that are elsewhere, as of other environments, by the part before `domain`."),
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
  sandbox: { delegated: false, dnssec: false, delegates: {}, ttlSeconds: 300 },
  nonproduction: { delegated: false, dnssec: true, delegates: {}, ttlSeconds: 300 },
  production: { delegated: false, dnssec: true, delegates: {}, ttlSeconds: 3600 },
} satisfies TierDefaults<typeof zoneConfig>;
