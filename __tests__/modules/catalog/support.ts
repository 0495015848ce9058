import { CatalogSecurityConfiguration } from "../../../modules/catalog/catalog-security-configuration";
import { EtlJob, type EtlJobProps } from "../../../modules/catalog/etl-job";
import { prefixOf as folderOf, type LakePrefix } from "../../../modules/catalog/lake-prefix";
import { NetworkConnections } from "../../../modules/catalog/network-connections";
import { ParquetTable } from "../../../modules/catalog/parquet-table";
import { ZoneCrawler, type ZoneCrawlerProps } from "../../../modules/catalog/zone-crawler";
import { testKey, testSite } from "../../support/site";
import type { ProbeStack } from "../../support/synthesis";

export const lakeKey = testKey("lake");
export const logsKey = testKey("logs");
export const artifactsKey = testKey("artifacts");

/** A prefix of a zone's bucket. */
export function prefixOf(zone: string, prefix: string): LakePrefix {
  const bucketName = `strata-test-lake-${zone}`;
  return folderOf({ bucketName, arn: `arn:aws:s3:::${bucketName}` }, prefix);
}

/** The security configuration that jobs and crawlers of a test share. */
export function securityOf(stack: ProbeStack): CatalogSecurityConfiguration {
  return new CatalogSecurityConfiguration(stack, "lake", {
    site: testSite(stack),
    purpose: "lake",
    kmsKeyArn: lakeKey,
  });
}

/** Connections in two zones. */
export function connectionsOf(stack: ProbeStack): NetworkConnections {
  return new NetworkConnections(stack, "network", {
    site: testSite(stack),
    subnets: [
      { id: "subnet-a", zone: "us-east-1a" },
      { id: "subnet-b", zone: "us-east-1b" },
    ],
    securityGroupId: "sg-data",
  });
}

/** A job over the lake of a test. */
export function jobIn(stack: ProbeStack, changes: Partial<EtlJobProps> = {}): EtlJob {
  return new EtlJob(stack, "etl", {
    site: testSite(stack),
    script: { location: "s3://strata-test-code/jobs/raw_to_processed.py", kmsKeyArn: artifactsKey },
    data: {
      source: prefixOf("raw", "events/"),
      target: prefixOf("processed", "events/"),
      quarantine: prefixOf("raw", "quarantine/events/"),
      eventLogs: prefixOf("logs", "spark/"),
      kmsKeyArn: lakeKey,
    },
    capacity: { workerType: "G.1X", maxWorkers: 4, timeoutMinutes: 60 },
    ...changes,
    security: changes.security ?? securityOf(stack),
  });
}

/** A table in the processed zone. */
export function tableIn(stack: ProbeStack): ParquetTable {
  return new ParquetTable(stack, "orders", {
    name: "orders",
    databaseName: "strata_test_processed",
    description: "Orders, by day.",
    data: prefixOf("processed", "orders/"),
    columns: [{ name: "id", type: "string", comment: "The order." }],
    partitions: [{ name: "day", type: "date", comment: "The day." }],
  });
}

/** A crawler of the processed zone. */
export function crawlerIn(stack: ProbeStack, changes: Partial<ZoneCrawlerProps> = {}): ZoneCrawler {
  return new ZoneCrawler(stack, "processed", {
    site: testSite(stack),
    data: { ...prefixOf("processed", "events/"), zone: "processed", kmsKeyArn: lakeKey },
    databaseName: "strata_test_processed",
    ...changes,
    security: changes.security ?? securityOf(stack),
  });
}
