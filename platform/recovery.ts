import { z } from "zod";
import { regionName } from "./regions";

/**
 * What runs in the recovery region while the primary works
 * (docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html).
 */
export const recoveryStrategies = ["backup-restore", "pilot-light", "warm-standby"] as const;
export type RecoveryStrategy = (typeof recoveryStrategies)[number];

/** What is recovered, by how it gets to the other region. */
export const dataClasses = ["relational", "tables", "lake", "cache", "compute", "models", "edge"] as const;
export type DataClass = (typeof dataClasses)[number];

const minutes = (meaning: string, least = 1) =>
  z.int().min(least).max(43_200).describe(`${meaning}, in minutes. ${least} to 43200 (30 days).`);

const objective = (data: string) =>
  z
    .strictObject({
      rpoMinutes: minutes("Recovery point objective: how much of the latest data may be lost"),
      rtoMinutes: minutes("Recovery time objective: how long until the data can be used again"),
    })
    .describe(`Objectives of ${data}.`);

/** How an environment is recovered in another region, and what that must achieve. Absent where none recovers it. */
export const recoveryConfig = z.strictObject({
  region: regionName.describe("Region of the environment that recovers this one. AWS needs its name on this side."),
  strategy: z
    .enum(recoveryStrategies)
    .describe(
      "What runs in the recovery region: copies of the lake and of images, and daily recovery points of the rest " +
        "(backup-restore); also databases and a cluster without capacity, and tables (pilot-light); or " +
        "everything, smaller (warm-standby).",
    ),
  objectives: z
    .strictObject({
      relational: objective("the relational database").optional(),
      tables: objective("the DynamoDB tables").optional(),
      lake: objective("the data lake").optional(),
      cache: objective("the cache").optional(),
      compute: objective("the services: their data is the images they run from").optional(),
      edge: z
        .strictObject({
          rpoMinutes: minutes("Recovery point objective: always met, since the edge keeps no data", 0),
          rtoMinutes: minutes("Recovery time objective: how long until users are sent to the other region"),
        })
        .optional()
        .describe("Objectives of names that lead to whichever region works."),
      models: objective(
        "the models: their data is the artifacts they are made from, and the features they are asked about",
      ).optional(),
    })
    .describe(
      "What a recovery must achieve, for each class of data that the strategy copies, and for services and models where there are " +
        "any. Optional for the cache, which fills itself again. `strata check` refuses objectives that the settings " +
        "cannot meet.",
    ),
});
