import { z } from "zod";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { cdnConfig, cdnDefaults } from "./cdn-config";
import { firewallConfig, firewallDefaults } from "./firewall-config";
import { healthConfig, healthDefaults } from "./health-config";
import { originConfig, originDefaults } from "./origin-config";
import { routesConfig } from "./routes-config";
import { shieldConfig, shieldDefaults } from "./shield-config";
import { zoneConfig, zoneDefaults } from "./zone-config";

/** The `presentation` section of an environment file. */
export const presentationConfig = z
  .strictObject({
    zone: zoneConfig,
    routes: routesConfig,
    cdn: cdnConfig,
    waf: firewallConfig,
    shield: shieldConfig,
    origin: originConfig,
    health: healthConfig,
  })
  .describe("What users connect to: names, certificates, load balancers, CloudFront and its web ACL.");

export const presentationDefaults = {
  sandbox: {
    zone: zoneDefaults.sandbox,
    routes: {},
    cdn: cdnDefaults.sandbox,
    waf: firewallDefaults.sandbox,
    shield: shieldDefaults.sandbox,
    origin: originDefaults.sandbox,
    health: healthDefaults.sandbox,
  },
  nonproduction: {
    zone: zoneDefaults.nonproduction,
    routes: {},
    cdn: cdnDefaults.nonproduction,
    waf: firewallDefaults.nonproduction,
    shield: shieldDefaults.nonproduction,
    origin: originDefaults.nonproduction,
    health: healthDefaults.nonproduction,
  },
  production: {
    zone: zoneDefaults.production,
    routes: {},
    cdn: cdnDefaults.production,
    waf: firewallDefaults.production,
    shield: shieldDefaults.production,
    origin: originDefaults.production,
    health: healthDefaults.production,
  },
} satisfies TierDefaults<typeof presentationConfig>;

/** What the presentation layer takes from an environment. */
export type PresentationEnvironment = EnvironmentFrame & {
  readonly presentation: z.infer<typeof presentationConfig>;
  /** What routes lead to. */
  readonly application: {
    /** How new versions of services take over. */
    readonly services: Readonly<Record<string, { readonly rollout: string }>>;
    readonly api: { readonly partner?: unknown; readonly http: { readonly routes: Readonly<Record<string, unknown>> } };
  };
  readonly ai: {
    readonly models: Readonly<Record<string, { readonly serving: { readonly mode: string; readonly on?: string } }>>;
  };
  /** Names of generated secrets. */
  readonly security: { readonly secrets: { readonly generated: Readonly<Record<string, unknown>> } };
  readonly primary?: PresentationEnvironment;
};
