import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { CatalogDatabase } from "../../modules/catalog/catalog-database";
import { CatalogEncryption } from "../../modules/catalog/catalog-encryption";
import { CatalogSecurityConfiguration } from "../../modules/catalog/catalog-security-configuration";
import { EtlJob } from "../../modules/catalog/etl-job";
import { EtlWorkflow } from "../../modules/catalog/etl-workflow";
import { prefixOf } from "../../modules/catalog/lake-prefix";
import { NetworkConnections } from "../../modules/catalog/network-connections";
import { ZoneCrawler } from "../../modules/catalog/zone-crawler";
import { eventsFolder } from "../../modules/lake/folders";
import { zonePurpose } from "../../modules/lake/zone-types";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import { buildEvents } from "./events";
import type { LakeFoundation } from "./lake";

/** When crawlers start by themselves, in UTC: for what is new, once a night is enough. */
const nightly = "cron(30 1 * * ? *)";

/** What other parts and layers know of the catalog. */
export interface Catalog {
  /** Database of each zone that is cataloged. */
  readonly databases: Readonly<Record<string, string>>;
  readonly securityConfigurationName: string;
  readonly connections: NetworkConnections;
}

/**
 * The Glue Data Catalog of the lake and the job that makes processed data of raw data. Returns the database of each zone
 * that is cataloged, and what other jobs share with this one. A recovery environment has the same, at rest: its zones receive what the primary's job has made.
 */
export function buildCatalog(stack: LayerStack<DataEnvironment>, foundation: LakeFoundation): Catalog {
  const { site, environment, security, upstream, lake } = foundation;
  const { owns, data } = environment;
  const kmsKeyArn = security.lakeKeyArn;

  const encryption = owns.region ? new CatalogEncryption(stack, "catalog", { kmsKeyArn }) : undefined;
  const configuration = new CatalogSecurityConfiguration(stack, "lake", {
    site,
    purpose: "lake",
    kmsKeyArn,
  });
  const databases = buildDatabases(stack, { ...foundation, encryption });

  const { raw, processed } = lake.zones;
  const common = { site, security: configuration };
  new ZoneCrawler(stack, "crawler-raw", {
    ...common,
    data: { ...prefixOf(raw, eventsFolder), zone: "raw", kmsKeyArn },
    databaseName: databases.raw ?? "",
    schedule: nightly,
  });
  const events = buildEvents(stack, { ...foundation, databases });
  const crawler = new ZoneCrawler(stack, "crawler-processed", {
    ...common,
    data: { ...prefixOf(processed, eventsFolder), zone: "processed", kmsKeyArn },
    databaseName: events.databaseName,
    tableName: events.tableName,
    // Nothing calls it where the workflow rests; the copies that arrive have to be found all the same.
    schedule: upstream && nightly,
  });
  const connections = buildConnections(stack, foundation);
  const { workerType, workers, timeoutMinutes, lookbackDays, schedule } = data.etl;
  const job = new EtlJob(stack, "etl", {
    ...common,
    script: { location: buildScript(stack, foundation), kmsKeyArn: security.artifactsKeyArn },
    data: {
      source: prefixOf(raw, eventsFolder),
      target: prefixOf(processed, eventsFolder),
      quarantine: prefixOf(raw, "quarantine/"),
      eventLogs: prefixOf(lake.zones.logs, "spark-events/"),
      kmsKeyArn,
    },
    capacity: { workerType, maxWorkers: workers, timeoutMinutes },
    defaults: { "--lookback-days": String(lookbackDays) },
    network: connections,
  });
  new EtlWorkflow(stack, "processing", {
    site,
    jobName: job.jobName,
    crawlerName: crawler.crawlerName,
    schedule,
    enabled: upstream === undefined,
  });
  return { databases, securityConfigurationName: configuration.configurationName, connections };
}

/** A database for each zone whose objects are rows of tables. */
function buildDatabases(
  stack: LayerStack<DataEnvironment>,
  foundation: LakeFoundation & { readonly encryption: CatalogEncryption | undefined },
): Record<string, string> {
  const { site, environment, lake, encryption } = foundation;
  const cataloged = Object.entries(environment.data.lake.zones).filter(
    ([, { type }]) => type === "raw" || type === "processed",
  );
  return Object.fromEntries(
    cataloged.map(([name, { type }]) => {
      const purpose = zonePurpose({ type, name: name === type ? undefined : name });
      const database = new CatalogDatabase(stack, `catalog-${name}`, {
        site,
        purpose,
        description: `Tables of the zone ${name}.`,
        location: `s3://${lake.zones[name]?.bucketName}/`,
        waitFor: encryption?.settings,
      });
      return [name, database.databaseName];
    }),
  );
}

/** Uploads the script of the job. Returns its location. */
function buildScript(stack: LayerStack<DataEnvironment>, { security, lake }: LakeFoundation): string {
  const { code } = lake;
  const name = "raw_to_processed.py";
  const { path, hash } = stack.asset(name, jobFile(name));
  const script = new S3Object(stack, "etl-script", {
    bucket: code.bucketName,
    key: `jobs/${name}`,
    source: path,
    sourceHash: hash,
    contentType: "text/x-python",
    serverSideEncryption: "aws:kms",
    kmsKeyId: security.artifactsKeyArn,
    bucketKeyEnabled: true,
    // Written before versioning is on, it would have no version: a destroy then leaves a delete marker in the bucket.
    dependsOn: [code.versioning],
  });
  return `s3://${script.bucket}/${script.key}`;
}

function buildConnections(
  stack: LayerStack<DataEnvironment>,
  { site, environment, network, subnetIds }: LakeFoundation,
): NetworkConnections {
  const subnets = environment.zones.map((zone, index) => ({ id: subnetIds[index] ?? "", zone }));
  return new NetworkConnections(stack, "etl-network", {
    site,
    subnets,
    securityGroupId: network.dataSecurityGroupId,
  });
}
