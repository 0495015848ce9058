import { CatalogSecurityConfiguration } from "../../../modules/catalog/catalog-security-configuration";
import { EtlJob, type EtlJobProps } from "../../../modules/catalog/etl-job";
import type { LakePrefix } from "../../../modules/catalog/lake-prefix";
import { NetworkConnections } from "../../../modules/catalog/network-connections";
import { ParquetTable } from "../../../modules/catalog/parquet-table";
import { ZoneCrawler, type ZoneCrawlerProps } from "../../../modules/catalog/zone-crawler";
import type { ProbeStack } from "../../support/synthesis";

const key = (alias: string) => `arn:aws:kms:us-east-1:111122223333:key/${alias}`;
export const lakeKey = key("lake");
export const logsKey = key("logs");
export const artifactsKey = key("artifacts");

/** A prefix of a zone's bucket. */
export function prefixOf(zone: string, prefix: string): LakePrefix {
  const bucketName = `strata-test-lake-${zone}`;
  return { bucketName, bucketArn: `arn:aws:s3:::${bucketName}`, prefix };
}

/** Where everything of a test stands, and its logs. */
export const frame = {
  account: "111122223333",
  region: "us-east-1",
  permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/strata-test-boundary",
  logs: { kmsKeyArn: logsKey, retentionDays: 90 },
};

/** The security configuration that jobs and crawlers of a test share. */
export function securityOf(stack: ProbeStack): CatalogSecurityConfiguration {
  return new CatalogSecurityConfiguration(stack, "lake", {
    name: stack.testNames.of("glue", "lake"),
    dataKmsKeyArn: lakeKey,
    logsKmsKeyArn: logsKey,
  });
}

/** Connections in two zones. */
export function connectionsOf(stack: ProbeStack): NetworkConnections {
  return new NetworkConnections(stack, "network", {
    names: stack.testNames,
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
    ...frame,
    names: stack.testNames,
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
    ...frame,
    names: stack.testNames,
    data: { ...prefixOf("processed", "events/"), zone: "processed", kmsKeyArn: lakeKey },
    databaseName: "strata_test_processed",
    ...changes,
    security: changes.security ?? securityOf(stack),
  });
}
