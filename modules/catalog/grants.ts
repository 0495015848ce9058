import type { SiteLocation } from "../../platform/site";
import { useKey } from "../encryption/grants";
import type { OneOrMore, PolicyStatement } from "../identity/policy-document";

/** A table of the Data Catalog, or with wildcards several. */
export interface CatalogedTable {
  readonly databaseName: string;
  readonly tableName: string;
}

/** The ARNs that a call about a table is asked for: the catalog's, the database's and the table's own. */
export function tableArns({ account, region }: SiteLocation, { databaseName, tableName }: CatalogedTable): string[] {
  const glue = `arn:aws:glue:${region}:${account}`;
  return [`${glue}:catalog`, `${glue}:database/${databaseName}`, `${glue}:table/${databaseName}/${tableName}`];
}

/** Sees tables and their partitions. @param arns as `tableArns` has them */
export function readTables(sid: string, arns: OneOrMore): PolicyStatement {
  return {
    sid,
    actions: ["glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
    resources: arns,
  };
}

/**
 * Uses the key of the lake for its objects and for the Data Catalog. Who writes to an encrypted catalog encrypts as well
 * (Glue user guide, "Setting up encryption").
 */
export function useKeyOfLake(sid: string, kmsKeyArn: string, region: string): PolicyStatement {
  const actions = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
  return useKey({ sid, actions, keyArns: kmsKeyArn, region, through: ["glue", "s3"] });
}
