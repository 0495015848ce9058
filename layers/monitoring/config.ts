import { z } from "zod";
import type { zoneTypes } from "../../modules/lake/zone-types";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { backupConfig, backupDefaults } from "./backup-config";
import { canariesConfig, canariesDefaults } from "./canaries-config";
import { costConfig, costDefaults } from "./cost-config";
import { notificationsConfig, notificationsDefaults } from "./notifications-config";
import { slosConfig } from "./slos-config";
import { tracesConfig, tracesDefaults } from "./traces-config";

/** The `monitoring` section of an environment file. */
export const monitoringConfig = z
  .strictObject({
    notifications: notificationsConfig,
    backup: backupConfig,
    slos: slosConfig,
    traces: tracesConfig,
    canaries: canariesConfig,
    cost: costConfig,
    takenOver: z
      .literal(true)
      .optional()
      .describe(
        "The environment has taken over from the one that it recovers: its alarms page. They wait when absent.",
      ),
  })
  .describe("Alarms, dashboards, objectives, backup plans, budgets, and who gets notifications.");

export const monitoringDefaults = {
  sandbox: {
    notifications: notificationsDefaults.sandbox,
    backup: backupDefaults.sandbox,
    slos: {},
    traces: tracesDefaults.sandbox,
    canaries: canariesDefaults.sandbox,
    cost: costDefaults.sandbox,
  },
  nonproduction: {
    notifications: notificationsDefaults.nonproduction,
    backup: backupDefaults.nonproduction,
    slos: {},
    traces: tracesDefaults.nonproduction,
    canaries: canariesDefaults.nonproduction,
    cost: costDefaults.nonproduction,
  },
  production: {
    notifications: notificationsDefaults.production,
    backup: backupDefaults.production,
    slos: {},
    traces: tracesDefaults.production,
    canaries: canariesDefaults.production,
    cost: costDefaults.production,
  },
} satisfies TierDefaults<typeof monitoringConfig>;

type Named<Value = unknown> = Readonly<Record<string, Value>>;

/** What the monitoring layer takes from an environment. */
export type MonitoringEnvironment = EnvironmentFrame & {
  readonly monitoring: z.infer<typeof monitoringConfig>;
  readonly security: {
    readonly keys: { readonly deletionWindowDays: number; readonly rotationDays: number };
    readonly backup: {
      readonly vaultLock: string;
      readonly minRetentionDays: number;
      readonly maxRetentionDays: number;
    };
    readonly secrets: { readonly generated: Named };
    readonly delivery: {
      readonly github?: {
        readonly organization: string;
        readonly repository: string;
        readonly protectedBranch: string;
      };
      readonly gitlab?: { readonly hostname?: string; readonly project: string; readonly protectedBranch: string };
    };
  };
  readonly network: { readonly natPerAz: boolean };
  readonly data: {
    readonly relational: { readonly users: Named };
    readonly tables: Named;
    readonly lake: { readonly zones: Named<{ readonly type: keyof typeof zoneTypes }> };
    readonly cache: { readonly nodes: number };
  };
  readonly application: {
    readonly functions: Named<{ readonly timeoutSeconds: number }>;
    readonly services: Named<{
      readonly rollout: "blue-green" | "rolling";
      readonly scale?: { readonly min?: number };
      readonly uses: Readonly<Record<string, string>>;
    }>;
    readonly mesh: string;
    readonly serviceScale: { readonly min: number };
    readonly kubernetes: {
      readonly compute:
        | { readonly mode: "auto" }
        | { readonly mode: "node-groups"; readonly nodes: { readonly min: number; readonly max: number } };
    };
    readonly events: { readonly queues: Named; readonly topics: Named };
    readonly delivery: { readonly engine: string };
    readonly api: {
      readonly http: { readonly routes: Named<{ readonly to: string; readonly route: string }> };
      readonly partner?: unknown;
    };
  };
  readonly ai: {
    readonly applications: Named<{
      readonly timeoutSeconds: number;
      readonly on?: unknown;
      readonly quality?: unknown;
      readonly budget: { readonly usdPerDay: number };
    }>;
    readonly bedrock: {
      readonly knowledgeBases: Named;
      readonly models: Named;
    };
    readonly features: Named<{ readonly from?: string }>;
    readonly models: Named<{
      readonly serving?: {
        readonly mode: string;
        readonly on?: string;
        readonly instances?: { readonly min?: number };
      };
      readonly batch?: unknown;
    }>;
    readonly modelServing: { readonly instances: { readonly min: number } };
    readonly streams: Named<{ readonly engine: string; readonly to?: string }>;
    readonly streaming: {
      readonly kafka: { readonly mode: "serverless" } | { readonly mode: "provisioned"; readonly perZone: number };
    };
  };
  readonly presentation: {
    readonly routes: Named<{ readonly to: string; readonly host: string }>;
    readonly zone: { readonly delegated: boolean; readonly dnssec: boolean };
    readonly health: { readonly checks: Named };
  };
  readonly primary?: MonitoringEnvironment;
};
