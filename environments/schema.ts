import { z } from "zod";
import { dataConfig, dataDefaults } from "../layers/data/config";
import { networkConfig, networkDefaults } from "../layers/network/config";
import { securityConfig, securityDefaults } from "../layers/security/config";
import { type DeepPartial, frameConfig, frameDefaults, type Tier } from "../platform/environment";

/** A whole environment: the frame, and one section per layer whose schema lives with the layer. */
export const environmentSchema = z.strictObject({
  ...frameConfig.shape,
  security: securityConfig.describe("Keys, log archive, permissions boundary, account baseline."),
  network: networkConfig.describe("VPC segmentation, endpoints, flow logs."),
  data: dataConfig.describe("Database, tables, cache, data lake and the jobs on it."),
});

/** An environment as the layers see it: complete, validated and frozen. */
export type Environment = z.infer<typeof environmentSchema> & {
  /** The environment named by `recovers`. */
  readonly primary?: Environment;
};

/** What an environment takes by tier where neither its file nor `base.yaml` says anything. */
export function tierDefaults(tier: Tier): DeepPartial<z.infer<typeof environmentSchema>> {
  return {
    ...frameDefaults[tier],
    security: securityDefaults[tier],
    network: networkDefaults[tier],
    data: dataDefaults[tier],
  };
}
