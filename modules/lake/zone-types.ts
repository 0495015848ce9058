import { deliveryPurpose, knowledgeStep } from "./zone-writers";

/** What a zone is for. The type decides how it is kept; a zone can be stricter than its type and never laxer. */
export type ZoneType = "raw" | "processed" | "artifacts" | "logs";

/** What a zone's type decides. */
export interface ZoneRules {
  /** Purpose in the name of the type's main bucket. Those of additional zones begin with it. */
  readonly bucket: string;
  /** How sensitive the objects are, as a tag says. */
  readonly classification: "restricted" | "confidential" | "internal";
  /**
   * Purposes of the roles that may write, with IAM's wildcard: `glue-*` is every role of the environment that is called
   * so after the environment.
   */
  readonly writers: readonly string[];
  /** Personas that may write as well. */
  readonly people: readonly string[];
  /**
   * How objects get cheaper: `by-age` moves them to S3 Standard-IA and Glacier Instant Retrieval after days that the zone
   * states; `by-access` leaves it to S3 Intelligent-Tiering, where the age of an object does not predict how often it
   * is read. Both keep every object readable within milliseconds.
   */
  readonly tiering: "by-age" | "by-access";
  /** Fewest days before an object may expire. */
  readonly minRetentionDays: number;
  /** Days that an overwritten or deleted version can be brought back. */
  readonly noncurrentDays: number;
  /** Copied to the recovery region within 15 minutes, where the environment is recovered. */
  readonly replicated: boolean;
}

/**
 * The four types. All of them announce every change of an object on EventBridge, not least because AWS Backup follows
 * these events.
 */
export const zoneTypes: Readonly<Record<ZoneType, ZoneRules>> = {
  /** Data as it arrived, personal data included. Everything else is made from it, so that it is kept longest. */
  raw: {
    bucket: "lake-raw",
    classification: "restricted",
    writers: ["*ingestion", "glue-*"],
    people: [],
    tiering: "by-age",
    minRetentionDays: 90,
    noncurrentDays: 90,
    replicated: true,
  },
  /** Data that jobs have cleaned and partitioned. Could be made again from raw, but not within a recovery time objective. */
  processed: {
    bucket: "lake-processed",
    classification: "confidential",
    writers: ["glue-*", "emr-*", "sagemaker-*", deliveryPurpose(knowledgeStep)],
    people: [],
    tiering: "by-access",
    minRetentionDays: 30,
    noncurrentDays: 30,
    replicated: true,
  },
  /** Models and what pipelines hand on. An endpoint may serve a model for years. */
  artifacts: {
    bucket: "artifacts",
    classification: "confidential",
    writers: ["sagemaker-*", "*codebuild", "*codepipeline"],
    people: ["ai-engineer"],
    tiering: "by-access",
    minRetentionDays: 365,
    noncurrentDays: 90,
    replicated: true,
  },
  /** Logs and inventories of the lake's own machinery. Evidence goes to the log archive, which is copied on its own. */
  logs: {
    bucket: "lake-logs",
    classification: "internal",
    writers: ["glue-*", "emr-*"],
    people: [],
    tiering: "by-age",
    minRetentionDays: 30,
    noncurrentDays: 30,
    replicated: false,
  },
};

/** A zone as an environment asks for it. */
export interface Zone {
  readonly type: ZoneType;
  /** What tells an additional zone from the main one of its type, as in "orders". @default the main zone */
  readonly name?: string;
  /** Days until an object moves to S3 Standard-IA, at least 30. For types that tier by age. @default never */
  readonly infrequentAccessAfterDays?: number;
  /** Days until an object moves to S3 Glacier Instant Retrieval. For types that tier by age. @default never */
  readonly glacierAfterDays?: number;
  /** Days until an object expires, at least the type's `minRetentionDays`. @default never */
  readonly retentionDays?: number;
}

/** Purpose of a zone in names: `lake-raw` for the main raw zone, `lake-raw-orders` for the one called "orders". */
export function zonePurpose({ type, name }: Pick<Zone, "type" | "name">): string {
  const { bucket } = zoneTypes[type];
  return name === undefined ? bucket : `${bucket}-${name}`;
}

/** What is wrong with a zone: a field, and what it may hold. */
export interface ZoneMistake {
  readonly field: keyof Zone;
  readonly allowed: string;
}

/** S3 moves no object to Standard-IA earlier, and bills as many days there (S3 user guide, "Transitioning objects"). */
const infrequentAccessDays = 30;

/** Everything in which a zone would be weaker than its type, or that S3 would refuse. Empty for a sound zone. */
export function zoneMistakes(zone: Zone): ZoneMistake[] {
  const { type, name, infrequentAccessAfterDays, glacierAfterDays, retentionDays } = zone;
  const { tiering, minRetentionDays } = zoneTypes[type];
  const mistakes: ZoneMistake[] = [];
  const expect = (holds: boolean, field: keyof Zone, allowed: string) => {
    if (!holds) mistakes.push({ field, allowed });
  };
  if (name !== undefined) {
    expect(/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name), "name", "lower-case letters, digits and hyphens");
  }
  const moves = { infrequentAccessAfterDays, glacierAfterDays };
  for (const [field, days] of Object.entries(moves) as [keyof typeof moves, number | undefined][]) {
    if (days === undefined) continue;
    expect(tiering === "by-age", field, `no days: zones of type ${type} use S3 Intelligent-Tiering`);
    if (retentionDays !== undefined) {
      expect(days < retentionDays, field, `less than retentionDays, ${retentionDays}`);
    }
  }
  if (infrequentAccessAfterDays !== undefined) {
    const least = infrequentAccessDays;
    expect(infrequentAccessAfterDays >= least, "infrequentAccessAfterDays", `at least ${least}`);
    if (glacierAfterDays !== undefined) {
      const next = infrequentAccessAfterDays + infrequentAccessDays;
      expect(glacierAfterDays >= next, "glacierAfterDays", `at least ${next}, 30 days in Standard-IA`);
    }
  }
  if (retentionDays !== undefined) {
    const floor = `at least ${minRetentionDays}, the floor of type ${type}`;
    expect(retentionDays >= minRetentionDays, "retentionDays", floor);
  }
  return mistakes;
}
