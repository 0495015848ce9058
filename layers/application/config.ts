import { z } from "zod";
import type { DeliveryTools } from "../../platform/delivery";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { podScaleConfig } from "../../platform/pods-config";
import { apiConfig, apiDefaults } from "./api-config";
import { deliveryConfig, deliveryDefaults } from "./delivery-config";
import { eventsConfig, eventsDefaults } from "./events-config";
import { functionsConfig, rolloutConfig } from "./functions-config";
import { kubernetesConfig, kubernetesDefaults } from "./kubernetes-config";
import { servicesConfig } from "./services-config";

const images = z
  .strictObject({
    keep: z
      .int()
      .min(5)
      .max(1000)
      .describe("Images with a tag that each repository keeps, the latest. 5 to 1000. A roll-back goes no further."),
    untaggedDays: z.int().min(1).max(365).describe("Days that an image without a tag is kept. 1 to 365."),
  })
  .describe("Container images of the services.");

/** The `application` section of an environment file. */
export const applicationConfig = z
  .strictObject({
    services: servicesConfig,
    serviceScale: podScaleConfig.describe("Default scaling of services."),
    images,
    functions: functionsConfig,
    functionRollout: rolloutConfig,
    kubernetes: kubernetesConfig,
    events: eventsConfig,
    api: apiConfig,
    delivery: deliveryConfig,
    mesh: z
      .enum(["none", "lattice"])
      .describe(
        "How services call each other. none: inside the cluster, where network policies let callers in. lattice: through " +
          "VPC Lattice, which lets in signed requests of their roles and logs each; it carries HTTP/1.",
      ),
  })
  .describe("Services, their images, what they run on, and the events between them.");

export const applicationDefaults = {
  sandbox: {
    services: {},
    serviceScale: { min: 1, max: 2, targetCpuPercent: 70 },
    images: { keep: 20, untaggedDays: 1 },
    functions: {},
    functionRollout: "all-at-once",
    kubernetes: kubernetesDefaults.sandbox,
    events: eventsDefaults.sandbox,
    api: apiDefaults.sandbox,
    delivery: deliveryDefaults.sandbox,
    mesh: "none",
  },
  nonproduction: {
    services: {},
    serviceScale: { min: 2, max: 4, targetCpuPercent: 70 },
    images: { keep: 50, untaggedDays: 7 },
    functions: {},
    functionRollout: "canary-5-minutes",
    kubernetes: kubernetesDefaults.nonproduction,
    events: eventsDefaults.nonproduction,
    api: apiDefaults.nonproduction,
    delivery: deliveryDefaults.nonproduction,
    mesh: "none",
  },
  production: {
    services: {},
    serviceScale: { min: 3, max: 12, targetCpuPercent: 60 },
    images: { keep: 200, untaggedDays: 14 },
    functions: {},
    functionRollout: "canary-10-minutes",
    kubernetes: kubernetesDefaults.production,
    events: eventsDefaults.production,
    api: apiDefaults.production,
    delivery: deliveryDefaults.production,
    mesh: "none",
  },
} satisfies TierDefaults<typeof applicationConfig>;

interface LanguageApplication {
  readonly uses: Readonly<Record<string, string>>;
  readonly knowledgeBases: readonly string[];
  /** Share of the expected properties that its answers need. @default it is not evaluated */
  readonly quality?: number;
}

/** A knowledge base as the delivery fills it. */
interface KnowledgeBaseFiles {
  /** Folder of the repository. @default others fill it */
  readonly files?: string;
  readonly zone: string;
  readonly prefix: string;
}

/** A route of the edge, as far as this layer looks at it. */
interface EdgeRoute {
  readonly host: string;
  readonly paths: readonly string[];
  readonly to: string;
}

interface ModelServing {
  readonly on: string;
  readonly pods?: {
    readonly size: { readonly cpuMillicores: number; readonly memoryMiB: number };
    readonly scale?: { readonly max?: number };
  };
}

/** What the application layer takes from an environment. */
export type ApplicationEnvironment = EnvironmentFrame & {
  readonly application: z.infer<typeof applicationConfig>;
  /** Address range of the VPC, and the endpoints that it has by name. */
  readonly network: { readonly cidr: string; readonly interfaceEndpoints?: readonly string[] };
  /** Whether people sign in to the environment at all, and whether a pipeline delivers it. */
  readonly security: {
    readonly personas: { readonly identity?: unknown };
    readonly delivery: DeliveryTools & {
      readonly github?: { readonly protectedBranch: string };
      readonly gitlab?: { readonly protectedBranch: string };
    };
  };
  /**
   * Applications of language models: some send events, and the pipeline deploys all of them; knowledge bases, some of which it
   * fills; functions that agents call; what carries streams.
   */
  readonly ai: {
    readonly bedrock: {
      readonly agents: Readonly<Record<string, { readonly actions: { readonly to: string } }>>;
      readonly knowledgeBases: Readonly<Record<string, KnowledgeBaseFiles>>;
    };
    readonly applications: Readonly<Record<string, LanguageApplication>>;
    readonly streams: Readonly<Record<string, { readonly engine: string }>>;
    /** Those that pods serve are in the cluster, and delivered with the services. */
    readonly models: Readonly<Record<string, { readonly serving: ModelServing }>>;
  };
  /** What leads to services and APIs from the edge. */
  readonly presentation: { readonly routes: Readonly<Record<string, EdgeRoute>> };
  readonly primary?: ApplicationEnvironment;
};
