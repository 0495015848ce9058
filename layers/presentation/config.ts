import { z } from "zod";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { zoneConfig, zoneDefaults } from "./zone-config";

/** The `presentation` section of an environment file. */
export const presentationConfig = z
  .strictObject({
    zone: zoneConfig,
  })
  .describe("What users reach: names, certificates, load balancers, CloudFront and its firewall.");

export const presentationDefaults = {
  sandbox: { zone: zoneDefaults.sandbox },
  nonproduction: { zone: zoneDefaults.nonproduction },
  production: { zone: zoneDefaults.production },
} satisfies TierDefaults<typeof presentationConfig>;

/** What the presentation layer takes from an environment. */
export type PresentationEnvironment = EnvironmentFrame & {
  readonly presentation: z.infer<typeof presentationConfig>;
  readonly primary?: PresentationEnvironment;
};
