import { z } from "zod";
import { scheduleMistake } from "../../modules/catalog/glue-schedule";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const featureName = z
  .string()
  .regex(
    /^(?=.{1,64}$)[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
    "a lower-case letter first, then such letters, digits and single _ between them; 64 in all",
  );

/** How much a value says of a person, the least first. */
export const personalData = ["none", "pseudonymous", "direct"] as const;

export type PersonalData = (typeof personalData)[number];

const pii = z.enum(personalData);

/** What a feature may hold. */
export const featureTypeNames = ["text", "integer", "number"] as const;

const feature = z.strictObject({
  type: z.enum(featureTypeNames).describe("What it holds. Fixed: AWS changes the type of no feature."),
  pii: pii
    .default("none")
    .describe(
      "What it says of a person: none (a measure), pseudonymous (an id that others can resolve), direct (a name, an " +
        "address). none when absent.",
    ),
  description: z.string().min(1).max(255).optional().describe("What it says, for the catalog. 1 to 255 characters."),
});

const onlineStore = z.strictObject({
  ttlDays: z.int().min(1).max(365).describe("Days after its event time until a record is deleted. 1 to 365."),
  pii: pii.default("none").describe("Highest pii of its features. none when absent."),
});

const job = z.strictObject({
  schedule: z
    .string()
    .superRefine((text, context) => {
      const message = scheduleMistake(text);
      if (message) context.addIssue({ code: "custom", message });
    })
    .describe("When the job runs, in UTC, as in cron(30 4 * * ? *) (AWS Glue, time-based schedules)."),
  workers: z
    .int()
    .min(2)
    .max(100)
    .default(2)
    .describe("The most workers of 4 vCPU and 16 GB. 2 to 100, 2 when absent."),
  timeoutMinutes: z.int().min(5).max(480).default(60).describe("Longest run. 5 to 480 minutes, 60 when absent."),
});

const featureGroup = z.strictObject({
  description: z
    .string()
    .min(8)
    .max(128)
    .describe("What the features are of. 8 to 128 characters. A feature group keeps its first, its table does not."),
  recordId: featureName.describe("Feature that identifies the record, a text. Fixed for the life of the group."),
  eventTime: featureName.describe(
    "Feature with the time when the values held, a text in ISO 8601. Fixed for the life of the group.",
  ),
  features: z
    .record(featureName, feature)
    .describe("All other features by name. Features can be added, and never removed or changed."),
  from: reference(
    ["streams"],
    "Stream that a function keeps the features up to date with. None when absent. Taking it away destroys the " +
      "function, with its log and the records that it failed on.",
  ).optional(),
  job: job.optional().describe("Job that computes the features from the table of events. None when absent."),
  online: onlineStore
    .optional()
    .describe("The store that answers within milliseconds, with the latest values. None when absent."),
});

const groupName = plainName(2, 32);

/** Whether a feature group can be called so. */
export function isGroupName(name: string): boolean {
  return groupName.safeParse(name).success;
}

/** Name of the function that keeps a group up to date with a stream, and of its folder below functions/. */
export function updateFunction(group: string): string {
  return `features-${group}`;
}

/** Name of the script that computes the features of a group, below jobs/. */
export function computingJob(group: string): string {
  return `${group.replaceAll("-", "_")}_features.py`;
}

/** Purpose of the job that fills the online store of a group in a recovery environment. */
export function restorePurpose(group: string): string {
  return `features-${group}-restore`;
}

/** The feature groups of an environment by name. */
export const featuresConfig = z
  .record(groupName, featureGroup)
  .describe("Feature groups by name. All values go to the lake, with a table of their history.");

export type FeatureJobConfig = z.infer<typeof job>;

export type FeatureGroupConfig = z.infer<typeof featureGroup>;
