import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { useKeys } from "./keys";
import { every, type Reach } from "./resource-patterns";

/** Query the tables of the processed zone with Athena, for whoever may read its objects. */
export function queryProcessedData(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "Query",
      actions: [
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryResultsStream",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      resources: every(reach, "queryWorkgroup"),
    },
    {
      sid: "SeeTables",
      actions: ["glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
      resources: every(reach, "catalog", "processedDatabase", "processedTable"),
    },
    {
      sid: "FindResults",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: every(reach, "processedBucket", "resultsBucket"),
    },
    // Athena writes results as whoever asked.
    {
      sid: "KeepResults",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      resources: every(reach, "resultsObject"),
    },
    {
      ...useKeys(reach, ["lake"], ["athena", "glue", "s3"], ["kms:Decrypt", "kms:GenerateDataKey"]),
      sid: "UseKeyOfLake",
    },
  ];
}
