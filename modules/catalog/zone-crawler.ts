import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import type { CatalogSecurityConfiguration } from "./catalog-security-configuration";
import { glueLogGroup, readSecurityConfiguration, writeLogs } from "./glue-logging";
import { tableArns, useKeyOfLake } from "./grants";
import { type LakePrefix, locationOf, objectsOf } from "./lake-prefix";

export interface ZoneCrawlerProps {
  readonly site: Site;
  /** What it reads, with the folders below for partitions. `kmsKeyArn` encrypts it and the Data Catalog. */
  readonly data: LakePrefix & { readonly zone: string; readonly kmsKeyArn: string };
  /** Database of the table. */
  readonly databaseName: string;
  /** The table, which it gives partitions and leaves as it is. @default it makes the table of what it finds */
  readonly tableName?: string;
  readonly security: CatalogSecurityConfiguration;
  /** When it starts by itself, as in "cron(0 3 * * ? *)", in UTC. @default never; a workflow starts it */
  readonly schedule?: string;
}

/** Keeps the table of a zone's data in the Data Catalog up to date: new folders become partitions. */
export class ZoneCrawler extends Construct {
  readonly crawlerName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: ZoneCrawlerProps) {
    super(scope, id);
    const { site, data, security } = props;
    const { names } = site;
    const purpose = `crawler-${data.zone}`;
    const roleName = names.of("iam-role", purpose);
    // Crawlers know no other name for their logs.
    const logGroupName = `/aws-glue/crawlers-role/${roleName}-${security.plainName}`;
    const logGroup = glueLogGroup(this, "log-group", logGroupName, site.logs);
    const role = new ServiceRole(this, "role", {
      site,
      purpose,
      description: `Crawls ${data.prefix} in zone ${data.zone}.`,
      service: "glue.amazonaws.com",
      statements: [...crawlerPermissions(props), writeLogs([logGroup]), readSecurityConfiguration],
    });
    const crawler = new GlueCrawler(this, "crawler", {
      name: names.of("glue", data.zone),
      description: `Tables of zone ${data.zone}.`,
      role: role.arn,
      databaseName: props.databaseName,
      schedule: props.schedule,
      securityConfiguration: security.configurationName,
      ...targetOf(props),
      // New folders only would add no table after the first crawl, which may find the zone empty (Glue developer guide,
      // "Incremental crawls").
      recrawlPolicy: { recrawlBehavior: "CRAWL_EVERYTHING" },
      // New tables and partitions are added all the same; a table that is there already allows no other deletion policy.
      schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
      lineageConfiguration: { crawlerLineageSettings: "DISABLE" },
      dependsOn: [logGroup],
    });
    this.crawlerName = crawler.name;
    this.roleArn = role.arn;
  }
}

/** Files of each folder that are opened to tell a schema: events of a folder look alike. */
const sampleSize = 10;

/**
 * What it crawls: the given table, or the whole prefix, where files of one format become one table, however many schemas
 * they seem to have; each format becomes a separate table (Glue developer guide, "Grouping policy").
 */
function targetOf({ data, databaseName, tableName }: ZoneCrawlerProps) {
  const configuration = (grouping: object) =>
    JSON.stringify({
      Version: 1,
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", ...grouping },
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
    });
  if (tableName !== undefined) {
    return { catalogTarget: [{ databaseName, tables: [tableName] }], configuration: configuration({}) };
  }
  // The bucket is level 1.
  const grouping = { TableLevelConfiguration: data.prefix.split("/").length };
  return { s3Target: [{ path: locationOf(data), sampleSize }], configuration: configuration(grouping) };
}

function crawlerPermissions(props: ZoneCrawlerProps): PolicyStatement[] {
  const { site, data, databaseName, tableName } = props;
  return [
    {
      sid: "FindData",
      actions: ["s3:GetBucketLocation", "s3:ListBucket"],
      resources: data.bucketArn,
    },
    { sid: "ReadData", actions: "s3:GetObject", resources: objectsOf(data) },
    {
      sid: "KeepTables",
      actions: [
        "glue:BatchCreatePartition",
        "glue:BatchGetPartition",
        "glue:BatchUpdatePartition",
        "glue:CreatePartition",
        ...(tableName === undefined ? ["glue:CreateTable"] : []),
        "glue:GetDatabase",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:GetTable",
        "glue:GetTables",
        "glue:UpdatePartition",
        "glue:UpdateTable",
      ],
      resources: tableArns(site, { databaseName, tableName: tableName ?? "*" }),
    },
    useKeyOfLake("UseKey", data.kmsKeyArn, site.region),
  ];
}
