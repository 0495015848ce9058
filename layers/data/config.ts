import { z } from "zod";
import { nodeTypes } from "../../modules/cache/node-types";
import { scheduleMistake } from "../../modules/catalog/glue-schedule";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { databaseUsersConfig } from "./database-users-config";
import { lakeConfig, lakeDefaults } from "./lake-config";
import { billingConfig, tablesConfig } from "./tables-config";

/** Aurora capacity units: 2 GiB of memory each, with the processors that go with them. */
const acu = (least: number) => z.number().min(least).max(256).multipleOf(0.5);

/** Units (processors) of the nodes of a Hadoop cluster that hold HDFS: what it has at least. */
export const coreUnits = 8;

const relational = z
  .strictObject({
    engineVersion: z
      .string()
      .regex(
        /^(1[4-8]|14\.[1-9]\d|15\.([5-9]|[1-9]\d)|16\.[1-9]\d?|17\.([4-9]|[1-9]\d)|18\.([3-9]|[1-9]\d))$/,
        "a version of Aurora PostgreSQL that takes 256 ACU: 14 to 18, or 14.10, 15.5, 16.1, 17.4, 18.3 and later ones of these",
      )
      .describe(
        "Version of Aurora PostgreSQL. A major one, as in 16: AWS chooses the minor version and raises it. With a minor one, as in 16.8, this file raises it; databases that another region follows need that. Moves forward in dev first.",
      ),
    majorUpgrade: z
      .literal(true)
      .optional()
      .describe(
        "Lets the next apply request another major version. AWS upgrades in the maintenance window, with minutes of downtime. Remove it afterwards.",
      ),
    instances: z
      .int()
      .min(1)
      .max(15)
      .describe("Instances of the cluster, spread over the zones. Two or more from tier nonproduction up."),
    capacity: z
      .strictObject({
        minAcu: acu(0.5).describe(
          "Least capacity of an instance, in ACU (2 GiB of memory each). 0.5 to 256, in halves.",
        ),
        maxAcu: acu(1).describe("Most capacity of an instance, in ACU. At least minAcu. 1 to 256, in halves."),
      })
      .describe("Aurora Serverless v2 capacity."),
    users: databaseUsersConfig,
    backupDays: z.int().min(1).max(35).describe("Days of point-in-time recovery. 1 to 35 (RDS API, CreateDBCluster)."),
  })
  .describe("Aurora PostgreSQL.");

const cache = z
  .strictObject({
    engineVersion: z
      .string()
      .regex(/^([789]|7\.2|[89]\.\d)$/, "a version of Valkey: 7.2, 8 or 9, as in 8 or 8.1")
      .describe(
        "Version of Valkey. A major one, as in 8: AWS raises the minor version. With a minor one, as in 8.1, this file raises it. Moves forward in dev first.",
      ),
    nodeType: z
      .string()
      .regex(
        nodeTypes,
        "a node type of ElastiCache: t3, t4g, m5, m6g, m7g, r5, r6g, r7g or c7gn, as in cache.r7g.large",
      )
      .describe(
        "Node type. Where another region follows, none of the burstable ones (t3, t4g); the apply of the follower then " +
          "changes it in both regions.",
      ),
    nodes: z
      .int()
      .min(1)
      .max(6)
      .describe("Nodes, spread over the zones. One accepts writes. Two or more from tier nonproduction up."),
    snapshotDays: z.int().min(1).max(35).describe("Days to keep a daily snapshot. 1 to 35."),
  })
  .describe("ElastiCache for Valkey.");

const etl = z
  .strictObject({
    workerType: z
      .enum(["G.1X", "G.2X", "G.4X"])
      .describe("Size of a Glue worker: 4, 8 or 16 processors with 16, 32 or 64 GiB."),
    workers: z.int().min(2).max(299).describe("Maximum workers of a run; Glue uses as many of them as it needs."),
    timeoutMinutes: z.int().min(5).max(2880).describe("Timeout of a run, in minutes."),
    lookbackDays: z
      .int()
      .min(1)
      .max(3650)
      .describe(
        "A run reads the files of this many days. Longer than the job may pause, and less than the processed zone keeps: " +
          "what expired there would come back.",
      ),
    schedule: z
      .string()
      .regex(/^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/, 'six fields in UTC, as in "cron(0 3 * * ? *)"')
      .superRefine((text, context) => {
        const message = scheduleMistake(text);
        if (message) context.addIssue({ code: "custom", message });
      })
      .describe("When the job processes raw data, in UTC (AWS Glue, time-based schedules)."),
  })
  .describe("The Glue job that turns raw data into processed data.");

const spark = z
  .strictObject({
    maxVcpu: z
      .int()
      .min(4)
      .max(4000)
      .describe(
        "Maximum vCPUs of all jobs of EMR Serverless together. EMR accepts a change only while the application is stopped.",
      ),
    maxMemoryGiB: z
      .int()
      .min(16)
      .max(30_000)
      .describe("Maximum memory of all jobs together, in GiB. Change it as maxVcpu."),
    idleMinutes: z.int().min(1).max(10_080).describe("Minutes without a job after which the application stops."),
    cluster: z
      .strictObject({
        maxUnits: z
          .int()
          .min(coreUnits)
          .max(1000)
          .describe("Most capacity units of the fleets, as managed scaling counts. 8 to 1000: 8 hold HDFS."),
        idleMinutes: z.int().min(1).max(10_080).describe("Idle minutes after which the cluster terminates."),
        egress: z
          .literal(
            "nat",
            "nat, since managed scaling and idle detection report to an API that the data tier does not reach",
          )
          .describe(
            "How nodes reach the API that managed scaling and idle detection report to, which has no VPC endpoint: " +
              "nat places them in subnets of the application tier, and lets them make HTTPS requests to the internet.",
          ),
        certificates: z
          .string()
          .regex(/^[\w/.-]+\.zip$/, 'the key of a zip file, as in "emr/certificates.zip"')
          .describe("Zip file in the code bucket with the PEM certificates of the nodes, for TLS. Upload it yourself."),
      })
      .optional()
      .describe("A Hadoop cluster, in addition to the serverless application. None when absent."),
  })
  .describe("Amazon EMR: a serverless Spark application, a studio, and an optional Hadoop cluster.");

/** The `data` section of an environment file. */
export const dataConfig = z
  .strictObject({
    relational,
    tables: tablesConfig,
    tableBilling: billingConfig.describe("Billing mode of tables that do not set one."),
    lake: lakeConfig,
    etl,
    spark,
    cache,
    query: z
      .strictObject({
        scanLimitGiB: z.int().min(1).max(10_000).describe("Maximum data that one Athena query may scan, in GiB."),
      })
      .describe("Amazon Athena."),
  })
  .describe("Database, tables, cache, data lake and the jobs on it.");

export const dataDefaults = {
  sandbox: {
    relational: {
      engineVersion: "16",
      instances: 1,
      capacity: { minAcu: 0.5, maxAcu: 2 },
      backupDays: 1,
      users: {},
    },
    tables: {},
    tableBilling: { mode: "on-demand" },
    lake: lakeDefaults.sandbox,
    etl: { workerType: "G.1X", workers: 2, timeoutMinutes: 60, lookbackDays: 7, schedule: "cron(0 3 * * ? *)" },
    spark: { maxVcpu: 16, maxMemoryGiB: 64, idleMinutes: 5 },
    cache: { engineVersion: "8", nodeType: "cache.t4g.micro", nodes: 1, snapshotDays: 1 },
    query: { scanLimitGiB: 10 },
  },
  nonproduction: {
    relational: {
      engineVersion: "16",
      instances: 2,
      capacity: { minAcu: 0.5, maxAcu: 8 },
      backupDays: 7,
      users: {},
    },
    tables: {},
    tableBilling: {
      mode: "provisioned",
      read: { min: 5, max: 100 },
      write: { min: 5, max: 100 },
      targetPercent: 70,
    },
    lake: lakeDefaults.nonproduction,
    etl: { workerType: "G.1X", workers: 5, timeoutMinutes: 120, lookbackDays: 7, schedule: "cron(0 * * * ? *)" },
    spark: { maxVcpu: 64, maxMemoryGiB: 256, idleMinutes: 10 },
    cache: { engineVersion: "8", nodeType: "cache.t4g.small", nodes: 2, snapshotDays: 7 },
    query: { scanLimitGiB: 100 },
  },
  production: {
    relational: {
      // Global databases are upgraded by their file alone. AWS supports 16.8 for long
      // (docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html).
      engineVersion: "16.8",
      instances: 3,
      capacity: { minAcu: 2, maxAcu: 64 },
      backupDays: 35,
      users: {},
    },
    tables: {},
    tableBilling: { mode: "on-demand" },
    lake: lakeDefaults.production,
    etl: { workerType: "G.2X", workers: 10, timeoutMinutes: 120, lookbackDays: 7, schedule: "cron(0/15 * * * ? *)" },
    spark: { maxVcpu: 400, maxMemoryGiB: 3000, idleMinutes: 15 },
    cache: { engineVersion: "8", nodeType: "cache.r7g.large", nodes: 3, snapshotDays: 35 },
    query: { scanLimitGiB: 1000 },
  },
} satisfies TierDefaults<typeof dataConfig>;

/** What the data layer takes from an environment. */
export type DataEnvironment = EnvironmentFrame & {
  readonly data: z.infer<typeof dataConfig>;
  readonly primary?: DataEnvironment;
};
