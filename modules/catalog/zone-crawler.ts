import { GlueCrawler } from "@cdktf/provider-aws/lib/glue-crawler";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";
import { type PolicyStatement, throughService } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import type { CatalogSecurityConfiguration } from "./catalog-security-configuration";
import { type GlueLogs, glueLogGroup, readSecurityConfiguration, writeLogs } from "./glue-logging";
import { type LakePrefix, locationOf, objectsOf } from "./lake-prefix";

export interface ZoneCrawlerProps {
  readonly names: Names;
  readonly account: string;
  readonly region: string;
  readonly permissionsBoundaryArn: string;
  /** What it reads: one table, with the folders below for partitions. `kmsKeyArn` encrypts it and the Data Catalog. */
  readonly data: LakePrefix & { readonly zone: string; readonly kmsKeyArn: string };
  /** Database that gets the table. */
  readonly databaseName: string;
  readonly security: CatalogSecurityConfiguration;
  readonly logs: GlueLogs;
  /** When it starts by itself, as in "cron(0 3 * * ? *)", in UTC. @default never; a workflow starts it */
  readonly schedule?: string;
}

/** Keeps the table of a zone's data in the Data Catalog up to date: new folders become partitions. */
export class ZoneCrawler extends Construct {
  readonly crawlerName: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: ZoneCrawlerProps) {
    super(scope, id);
    const { names, account, region, data, security } = props;
    const roleName = names.of("iam-role", `crawler-${data.zone}`);
    // Crawlers know no other name for their logs.
    const logGroupName = `/aws-glue/crawlers-role/${roleName}-${security.plainName}`;
    const logGroup = glueLogGroup(this, "log-group", logGroupName, props.logs);
    const role = new ServiceRole(this, "role", {
      name: roleName,
      description: `Crawls ${data.prefix} in zone ${data.zone}.`,
      service: "glue.amazonaws.com",
      account,
      sourceArn: `arn:aws:glue:${region}:${account}:*`,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      statements: [...crawlerPermissions(props), writeLogs([logGroup]), readSecurityConfiguration],
    });
    const crawler = new GlueCrawler(this, "crawler", {
      name: names.of("glue", data.zone),
      description: `Tables of zone ${data.zone}.`,
      role: role.arn,
      databaseName: props.databaseName,
      schedule: props.schedule,
      securityConfiguration: security.configurationName,
      s3Target: [{ path: locationOf(data) }],
      configuration: crawlerConfiguration(data.prefix),
      // With new folders only, Glue takes no other schema change policy than this one.
      recrawlPolicy: { recrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" },
      schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
      lineageConfiguration: { crawlerLineageSettings: "DISABLE" },
      dependsOn: [logGroup],
    });
    this.crawlerName = crawler.name;
    this.roleArn = role.arn;
  }
}

/** One table for the whole prefix, however many schemas its files seem to have; partitions look like their table. */
function crawlerConfiguration(prefix: string): string {
  return JSON.stringify({
    Version: 1,
    // The bucket is level 1.
    Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", TableLevelConfiguration: prefix.split("/").length },
    CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
  });
}

function crawlerPermissions({ account, region, data, databaseName }: ZoneCrawlerProps): PolicyStatement[] {
  const catalog = `arn:aws:glue:${region}:${account}`;
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
        "glue:CreateTable",
        "glue:GetDatabase",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:GetTable",
        "glue:GetTables",
        "glue:UpdatePartition",
        "glue:UpdateTable",
      ],
      resources: [`${catalog}:catalog`, `${catalog}:database/${databaseName}`, `${catalog}:table/${databaseName}/*`],
    },
    {
      sid: "UseKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: data.kmsKeyArn,
      conditions: throughService(region, ["glue", "s3"]),
    },
  ];
}
