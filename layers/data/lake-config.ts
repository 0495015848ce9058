import { z } from "zod";
import { zoneTypes } from "../../modules/lake/zone-types";
import { plainName } from "../../platform/plain-name";

const days = z.int().min(1).max(36_500);
/** `never` in a file switches off what its base or its tier would do. */
const daysOrNever = z.union([days, z.literal("never")], "a whole number of days from 1 to 36500, or never").optional();
const types = Object.keys(zoneTypes) as [keyof typeof zoneTypes, ...(keyof typeof zoneTypes)[]];

const zone = z.strictObject({
  type: z
    .enum(types)
    .describe("What the zone is for. Decides writers, tiering, classification, the floor of retention, replication."),
  retentionDays: days.describe("Days until an object expires. At least what the type keeps. 1 to 36500."),
  infrequentAccessAfterDays: daysOrNever.describe(
    "Days until an object moves to S3 Standard-IA, 30 or more, or never. Never when absent. Types raw and logs only.",
  ),
  glacierAfterDays: daysOrNever.describe(
    "Days until an object moves to Glacier Instant Retrieval, or never. Never when absent. Types raw and logs only.",
  ),
});

const zoneName = plainName(3, 22);

/** Whether a zone can be called so. */
export function isZoneName(name: string): boolean {
  return zoneName.safeParse(name).success;
}

export const lakeConfig = z
  .strictObject({
    zones: z
      .record(zoneName, zone)
      .describe("Zones by name. raw, processed, artifacts and logs are there; others can be added, each of a type."),
  })
  .describe("The data lake in S3.");

type DaysOrNever = z.infer<typeof daysOrNever>;

/** When objects of a zone move to cheaper storage, without the moves that are never made. */
export function tieringOf(zone: {
  readonly infrequentAccessAfterDays?: DaysOrNever;
  readonly glacierAfterDays?: DaysOrNever;
}) {
  const daysOf = (move: DaysOrNever) => (move === "never" ? undefined : move);
  return {
    infrequentAccessAfterDays: daysOf(zone.infrequentAccessAfterDays),
    glacierAfterDays: daysOf(zone.glacierAfterDays),
  };
}

/** The four zones that every lake has, kept as long as given. */
function zones(raw: number, processed: number, artifacts: number, logs: number) {
  const tiered = (retentionDays: number) =>
    retentionDays > 180 ? { infrequentAccessAfterDays: 30, glacierAfterDays: 90 } : {};
  return {
    zones: {
      raw: { type: "raw", retentionDays: raw, ...tiered(raw) },
      processed: { type: "processed", retentionDays: processed },
      artifacts: { type: "artifacts", retentionDays: artifacts },
      logs: { type: "logs", retentionDays: logs, ...tiered(logs) },
    },
  } as const;
}

export const lakeDefaults = {
  sandbox: zones(90, 90, 365, 30),
  nonproduction: zones(180, 180, 365, 90),
  production: zones(2557, 1096, 2557, 400),
};
