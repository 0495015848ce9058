import type { SiteLocation } from "../../platform/site";
import { tableArns, useKeyOfLake } from "../catalog/grants";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** The part of the data lake that jobs work on. */
export interface LakeAccess {
  /** Zone that jobs read. */
  readonly rawBucketArn: string;
  /** Zone that jobs read and write. */
  readonly processedBucketArn: string;
  /** Key of both zones and of the catalog. */
  readonly kmsKeyArn: string;
  /** Where the scripts and jars of jobs lie: everything below the prefix, as in "spark/". */
  readonly code: { readonly bucketArn: string; readonly prefix: string; readonly kmsKeyArn: string };
  /** Pattern of the names of the Glue databases whose tables jobs read and write, as in "strata_dev_lake_*". */
  readonly databases: string;
}

/** What a job may do in the lake: its zones, its code, its catalog, and nothing else. */
export function lakeStatements(site: SiteLocation, lake: LakeAccess): PolicyStatement[] {
  return [...zones(site, lake), ...catalog(site, lake.databases)];
}

function zones(
  { region }: SiteLocation,
  { rawBucketArn, processedBucketArn, kmsKeyArn, code }: LakeAccess,
): PolicyStatement[] {
  return [
    {
      sid: "FindObjects",
      actions: ["s3:GetBucketLocation", "s3:ListBucket"],
      resources: [rawBucketArn, processedBucketArn],
    },
    {
      sid: "FindCode",
      actions: "s3:ListBucket",
      resources: code.bucketArn,
      conditions: { StringLike: { "s3:prefix": `${code.prefix}*` } },
    },
    {
      sid: "ReadObjects",
      actions: "s3:GetObject",
      resources: [`${rawBucketArn}/*`, `${processedBucketArn}/*`, `${code.bucketArn}/${code.prefix}*`],
    },
    // Committers write aside, then move and clean up.
    {
      sid: "WriteProcessed",
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      resources: `${processedBucketArn}/*`,
    },
    useKeyOfLake("UseKeyOfLake", kmsKeyArn, region),
    useKey({
      sid: "UseKeyOfCode",
      actions: keyActions.read,
      keyArns: code.kmsKeyArn,
      region,
      through: ["s3"],
    }),
  ];
}

function catalog(site: SiteLocation, databases: string): PolicyStatement[] {
  const arn = (resource: string) => `arn:aws:glue:${site.region}:${site.account}:${resource}`;
  const tables = tableArns(site, { databaseName: databases, tableName: "*" });
  return [
    {
      sid: "ReadCatalog",
      actions: [
        "glue:BatchGetPartition",
        "glue:GetDatabase",
        "glue:GetDatabases",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:GetTable",
        "glue:GetTables",
        "glue:GetUserDefinedFunctions",
      ],
      resources: [...tables, arn(`userDefinedFunction/${databases}/*`)],
    },
    {
      sid: "WriteTables",
      actions: [
        "glue:BatchCreatePartition",
        "glue:BatchDeletePartition",
        "glue:BatchUpdatePartition",
        "glue:CreatePartition",
        "glue:CreateTable",
        "glue:DeletePartition",
        "glue:DeleteTable",
        "glue:UpdatePartition",
        "glue:UpdateTable",
      ],
      resources: tables,
    },
    // Spark looks for these databases before it does anything with the catalog, and makes `default` where it is missing.
    {
      sid: "FindDefaultDatabase",
      actions: ["glue:CreateDatabase", "glue:GetDatabase"],
      resources: [arn("catalog"), arn("database/default")],
    },
    { sid: "FindGlobalViews", actions: "glue:GetDatabase", resources: arn("database/global_temp") },
  ];
}
