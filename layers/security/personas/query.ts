import { readTables } from "../../../modules/catalog/grants";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { keepResults, runQueries } from "../../../modules/query/grants";
import { useKeys } from "./keys";
import { every, type Reach } from "./resource-patterns";

/** Query the tables of the processed zone with Athena, for whoever may read its objects. */
export function queryProcessedData(reach: Reach): PolicyStatement[] {
  return [
    runQueries(every(reach, "queryWorkgroup")),
    readTables("SeeTables", every(reach, "catalog", "processedDatabase", "processedTable")),
    {
      sid: "FindResults",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: every(reach, "processedBucket", "resultsBucket"),
    },
    keepResults(every(reach, "resultsObject")),
    {
      ...useKeys(reach, ["lake"], ["athena", "glue", "s3"], ["kms:Decrypt", "kms:GenerateDataKey"]),
      sid: "UseKeyOfLake",
    },
  ];
}
