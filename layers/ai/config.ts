import { z } from "zod";
import type { Rollout } from "../../modules/functions/function-release";
import type { architectureOfNodes } from "../../modules/kubernetes/instance-types";
import type { PodScale } from "../../modules/manifests/scaling";
import type { DeliveryTools } from "../../platform/delivery";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { applicationsConfig } from "./applications-config";
import { bedrockConfig, bedrockDefaults } from "./bedrock-config";
import { featuresConfig } from "./features-config";
import { modelJobsConfig, modelJobsDefaults } from "./model-jobs-config";
import { modelMonitoringConfig, modelMonitoringDefaults } from "./model-monitors-config";
import { modelServingConfig, modelServingDefaults } from "./model-serving-config";
import { modelsConfig } from "./models-config";
import { streamingConfig, streamingDefaults, streamsConfig } from "./streams-config";
import { studioConfig, studioDefaults } from "./studio-config";

/** The `ai` section of an environment file: one file for each part. */
export const aiConfig = z
  .strictObject({
    models: modelsConfig,
    modelJobs: modelJobsConfig,
    modelServing: modelServingConfig,
    modelMonitoring: modelMonitoringConfig,
    bedrock: bedrockConfig,
    features: featuresConfig,
    studio: studioConfig,
    streams: streamsConfig,
    streaming: streamingConfig,
    applications: applicationsConfig,
  })
  .describe("Models, their features and streams, and applications of language models.");

export const aiDefaults = {
  sandbox: {
    models: {},
    modelJobs: modelJobsDefaults.sandbox,
    modelServing: modelServingDefaults.sandbox,
    modelMonitoring: modelMonitoringDefaults.sandbox,
    bedrock: bedrockDefaults.sandbox,
    features: {},
    studio: studioDefaults.sandbox,
    streams: {},
    streaming: streamingDefaults.sandbox,
    applications: {},
  },
  nonproduction: {
    models: {},
    modelJobs: modelJobsDefaults.nonproduction,
    modelServing: modelServingDefaults.nonproduction,
    modelMonitoring: modelMonitoringDefaults.nonproduction,
    bedrock: bedrockDefaults.nonproduction,
    features: {},
    studio: studioDefaults.nonproduction,
    streams: {},
    streaming: streamingDefaults.nonproduction,
    applications: {},
  },
  production: {
    models: {},
    modelJobs: modelJobsDefaults.production,
    modelServing: modelServingDefaults.production,
    modelMonitoring: modelMonitoringDefaults.production,
    bedrock: bedrockDefaults.production,
    features: {},
    studio: studioDefaults.production,
    streams: {},
    streaming: streamingDefaults.production,
    applications: {},
  },
} satisfies TierDefaults<typeof aiConfig>;

/** What the ai layer takes from an environment. */
export type AiEnvironment = EnvironmentFrame & {
  readonly ai: z.infer<typeof aiConfig>;
  /** The zones of the lake by name. */
  readonly data: { readonly lake: { readonly zones: Readonly<Record<string, { readonly type: string }>> } };
  /** Whether people sign in to the environment at all, and whether a pipeline delivers it. */
  readonly security: {
    readonly personas: { readonly identity?: unknown };
    readonly delivery: DeliveryTools;
  };
  /** How traffic moves to a new version of a function; the functions whose names are taken; the cluster, and what runs there; and what delivers. */
  readonly application: {
    readonly functionRollout: Rollout;
    readonly functions: Readonly<Record<string, { readonly uses: Readonly<Record<string, string>> }>>;
    readonly services: Readonly<Record<string, { readonly uses: Readonly<Record<string, string>> }>>;
    readonly serviceScale: PodScale;
    readonly delivery: { readonly engine: string };
    readonly kubernetes: { readonly compute: Parameters<typeof architectureOfNodes>[0] };
  };
  readonly network: { readonly cidr: string; readonly interfaceEndpoints?: readonly string[] };
  readonly primary?: AiEnvironment;
};
