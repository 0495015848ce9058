import type { Environment } from "../layers/layers";
import type { DeepPartial } from "../platform/environment";
import type { DataClass, RecoveryStrategy } from "../platform/recovery";

/** What brings a class of data to the recovery region, and what that achieves. */
export interface Achieved {
  /** The means, in a few words. */
  readonly means: string;
  /** Most minutes of data that are lost. */
  readonly rpoMinutes: number;
  /** Minutes until the data can be used again. */
  readonly rtoMinutes: number;
  /** Where the numbers come from. */
  readonly source: string;
}

const globalDatabase = {
  means: "Aurora global database",
  rpoMinutes: 1,
  source:
    "docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html: lag of seconds",
};

const globalTables: Achieved = {
  means: "DynamoDB global tables",
  rpoMinutes: 1,
  rtoMinutes: 1,
  source: "docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html: lag of seconds",
};

const bucketReplication: Achieved = {
  means: "S3 replication time control",
  rpoMinutes: 15,
  rtoMinutes: 5,
  source: "docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html: within 15 minutes",
};

/**
 * Recovery points of a day, copied by the environment that recovers: a backup begins within an hour and ends within twelve.
 * Restores are the platform's own estimate: an hour for the apply, an hour for the data.
 */
const backups: Achieved = {
  means: "daily copies of AWS Backup",
  rpoMinutes: 24 * 60 + 60 + 12 * 60,
  rtoMinutes: 120,
  source:
    "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html: schedule and windows of the plan",
};

const images = {
  rpoMinutes: 30,
  source: "docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html: most images within 30 minutes",
};

/** Artifacts are objects of the lake. Versions in the registry do not cross regions: they are registered from artifacts. */
const artifacts = { ...bucketReplication, means: "S3 replication of artifacts" };

/**
 * Online stores are filled from their histories, to which Feature Store writes within 15 minutes; the copy comes after that.
 * Filling them takes no longer than the deployment of a version, which happens at the same time.
 */
const histories = {
  means: "online features from their history",
  minutes: 15,
  source: "docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html: within 15 minutes",
};

/**
 * What each strategy builds for each class of data; nothing where no copy reaches the recovery region. An RTO of more
 * than a few minutes is the platform's own estimate of the steps it takes.
 */
const byStrategy: Readonly<Record<RecoveryStrategy, Readonly<Partial<Record<DataClass, Achieved>>>>> = {
  "backup-restore": {
    relational: backups,
    tables: backups,
    lake: bucketReplication,
    // A cluster takes about 15 minutes, its nodes and add-ons as many again; then come the services.
    compute: { ...images, means: "ECR replication", rtoMinutes: 60 },
    // An endpoint takes about 10 minutes; before it comes an apply with all that the models learn from.
    models: { ...artifacts, rtoMinutes: 60 },
  },
  "pilot-light": {
    // Instances are made first: about 10 minutes each, several at a time.
    relational: { ...globalDatabase, means: `${globalDatabase.means} without instances`, rtoMinutes: 25 },
    tables: globalTables,
    lake: bucketReplication,
    compute: { ...images, means: "ECR replication, cluster without nodes", rtoMinutes: 20 },
    models: { ...artifacts, means: `${artifacts.means}, pipelines without endpoints`, rtoMinutes: 30 },
  },
  "warm-standby": {
    relational: { ...globalDatabase, rtoMinutes: 5 },
    tables: globalTables,
    lake: bucketReplication,
    cache: {
      means: "ElastiCache global datastore",
      rpoMinutes: 1,
      rtoMinutes: 5,
      source: "docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html: lag of about a second",
    },
    compute: { ...images, means: "ECR replication, services scaled down", rtoMinutes: 10 },
    // The endpoint runs with the first model: an approved version is registered from its artifact and deployed.
    models: { ...artifacts, means: `${artifacts.means}, endpoints that run`, rtoMinutes: 30 },
  },
};

/** Seconds that resolvers, CloudFront among them, keep an alias record of a load balancer or an API; AWS sets it. */
const aliasSeconds = 60;

/** Seconds from the first wrong answer of a region until nothing is sent there any more. */
export function failoverSeconds(intervalSeconds: number, failureThreshold: number): number {
  return intervalSeconds * failureThreshold + aliasSeconds;
}

/** Names that lead to the other region by health checks; nothing where there are none. */
function failover({ presentation }: DeepPartial<Environment>): Achieved | undefined {
  const { intervalSeconds, failureThreshold, checks = {} } = presentation?.health ?? {};
  if (intervalSeconds === undefined || failureThreshold === undefined || Object.keys(checks).length === 0)
    return undefined;
  const seconds = failoverSeconds(intervalSeconds, failureThreshold);
  return {
    means: `Route 53 failover records (${intervalSeconds} s × ${failureThreshold} + ${aliasSeconds} s)`,
    rpoMinutes: 0,
    rtoMinutes: Math.ceil(seconds / 60),
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  };
}

/** Models, with the features that they are asked about. */
function models({ ai, recovery }: DeepPartial<Environment>): Achieved | undefined {
  const achieved = recovery?.strategy && byStrategy[recovery.strategy].models;
  if (!achieved || Object.keys(ai?.models ?? {}).length === 0) return undefined;
  if (!Object.values(ai?.features ?? {}).some((group) => group?.online !== undefined)) return achieved;
  return {
    ...achieved,
    means: `${achieved.means}, ${histories.means}`,
    rpoMinutes: achieved.rpoMinutes + histories.minutes,
    source: `${achieved.source}; ${histories.source}`,
  };
}

/**
 * What the settings of a primary achieve for a class of data, or undefined where nothing brings it to the other region, or
 * where there is nothing to bring.
 */
export function achievedRecovery(primary: DeepPartial<Environment>, data: DataClass): Achieved | undefined {
  const { strategy } = primary.recovery ?? {};
  if (data === "edge") return strategy === undefined || strategy === "backup-restore" ? undefined : failover(primary);
  if (data === "compute" && Object.keys(primary.application?.services ?? {}).length === 0) return undefined;
  if (data === "models") return models(primary);
  return strategy && byStrategy[strategy][data];
}
