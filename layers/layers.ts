import type { App } from "cdktf";
import type { z } from "zod";
import type { Rule } from "../environments/loader/rule";
import type { Contract } from "../platform/contract";
import type { EnvironmentFrame, Tier } from "../platform/environment";
import type { LayerStack } from "../platform/layer-stack";
import type { Minimum } from "../platform/minimums";
import type { Offer } from "../platform/references";
import { aiConfig, aiDefaults } from "./ai/config";
import { aiMinimums } from "./ai/minimums";
import { aiOffers } from "./ai/offers";
import { aiOutputs } from "./ai/outputs";
import { aiRules } from "./ai/rules";
import { applicationConfig, applicationDefaults } from "./application/config";
import { applicationMinimums } from "./application/minimums";
import { applicationOffers } from "./application/offers";
import { applicationOutputs } from "./application/outputs";
import { applicationRules } from "./application/rules";
import { dataConfig, dataDefaults } from "./data/config";
import { dataMinimums } from "./data/minimums";
import { dataOffers } from "./data/offers";
import { dataOutputs } from "./data/outputs";
import { dataRules } from "./data/rules";
import { monitoringConfig, monitoringDefaults } from "./monitoring/config";
import { monitoringMinimums } from "./monitoring/minimums";
import { monitoringOutputs } from "./monitoring/outputs";
import { monitoringRules } from "./monitoring/rules";
import { networkConfig, networkDefaults } from "./network/config";
import { networkMinimums } from "./network/minimums";
import { networkOutputs } from "./network/outputs";
import { networkRules } from "./network/rules";
import { presentationConfig, presentationDefaults } from "./presentation/config";
import { presentationMinimums } from "./presentation/minimums";
import { presentationOffers } from "./presentation/offers";
import { presentationOutputs } from "./presentation/outputs";
import { presentationRules } from "./presentation/rules";
import { securityConfig, securityDefaults } from "./security/config";
import { securityMinimums } from "./security/minimums";
import { securityOffers } from "./security/offers";
import { securityOutputs } from "./security/outputs";
import { securityRules } from "./security/rules";

/** All that the rest of the house knows of a layer. Its name is that of its folder and of its section. */
interface Layer {
  /** Schema of its section of an environment file. */
  readonly config: z.ZodObject;
  /** What its section takes where the file says nothing. */
  readonly defaults: Readonly<Record<Tier, object>>;
  /** What tiers ask of its section. */
  readonly minimums: readonly Minimum[];
  /** What must hold between values of its section and the frame. */
  readonly rules: readonly Rule<never>[];
  /** What other sections may refer to in its section. */
  readonly offers: readonly Offer[];
  /** What other layers may read from its state. */
  readonly contract: Contract;
  /** Loads the stack: only those who build it pay for cdktf. `layers` are the names of all. */
  readonly stack: () => Promise<new (app: App, environment: never, layers: readonly string[]) => LayerStack>;
}

/** Every layer by name, producers before the layers that read them. */
export const layers = {
  security: {
    config: securityConfig,
    defaults: securityDefaults,
    minimums: securityMinimums,
    rules: securityRules,
    offers: securityOffers,
    contract: securityOutputs,
    stack: async () => (await import("./security/stack")).SecurityStack,
  },
  network: {
    config: networkConfig,
    defaults: networkDefaults,
    minimums: networkMinimums,
    rules: networkRules,
    offers: [],
    contract: networkOutputs,
    stack: async () => (await import("./network/stack")).NetworkStack,
  },
  data: {
    config: dataConfig,
    defaults: dataDefaults,
    minimums: dataMinimums,
    rules: dataRules,
    offers: dataOffers,
    contract: dataOutputs,
    stack: async () => (await import("./data/stack")).DataStack,
  },
  application: {
    config: applicationConfig,
    defaults: applicationDefaults,
    minimums: applicationMinimums,
    rules: applicationRules,
    offers: applicationOffers,
    contract: applicationOutputs,
    stack: async () => (await import("./application/stack")).ApplicationStack,
  },
  ai: {
    config: aiConfig,
    defaults: aiDefaults,
    minimums: aiMinimums,
    rules: aiRules,
    offers: aiOffers,
    contract: aiOutputs,
    stack: async () => (await import("./ai/stack")).AiStack,
  },
  presentation: {
    config: presentationConfig,
    defaults: presentationDefaults,
    minimums: presentationMinimums,
    rules: presentationRules,
    offers: presentationOffers,
    contract: presentationOutputs,
    stack: async () => (await import("./presentation/stack")).PresentationStack,
  },
  monitoring: {
    config: monitoringConfig,
    defaults: monitoringDefaults,
    minimums: monitoringMinimums,
    rules: monitoringRules,
    offers: [],
    contract: monitoringOutputs,
    stack: async () => (await import("./monitoring/stack")).MonitoringStack,
  },
} satisfies Readonly<Record<string, Layer>>;

export type LayerName = keyof typeof layers;

/** An environment as the layers see it: complete, validated and frozen. */
export type Environment = EnvironmentFrame & {
  readonly [Name in LayerName]: z.infer<(typeof layers)[Name]["config"]>;
} & {
  /** The environment named by `recovers`. */
  readonly primary?: Environment;
};

/** In the order in which they are built. */
export const layerNames = Object.keys(layers) as LayerName[];

/** Something of every layer, by its name. */
export type OfLayers<Key extends keyof Layer> = { [Name in LayerName]: (typeof layers)[Name][Key] };

/** What all rows say in one column, by the name of the layer. */
export function ofLayers<Key extends keyof Layer>(key: Key): OfLayers<Key> {
  return Object.fromEntries(layerNames.map((name) => [name, layers[name][key]])) as OfLayers<Key>;
}
