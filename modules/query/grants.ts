import type { OneOrMore, PolicyStatement } from "../identity/policy-document";

/**
 * Runs queries in a workgroup, with the settings that it enforces. Athena reads data and Data Catalog, and writes results,
 * as the caller: that needs separate grants.
 */
export function runQueries(workgroupArns: OneOrMore): PolicyStatement {
  return {
    sid: "Query",
    actions: [
      "athena:GetQueryExecution",
      "athena:GetQueryResults",
      "athena:GetQueryResultsStream",
      "athena:ListQueryExecutions",
      "athena:StartQueryExecution",
      "athena:StopQueryExecution",
    ],
    resources: workgroupArns,
  };
}

/** Writes and reads the results of queries. @param objectArns ARN pattern of the results, as in "arn:aws:s3:::results/*" */
export function keepResults(objectArns: OneOrMore): PolicyStatement {
  return {
    sid: "KeepResults",
    actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
    resources: objectArns,
  };
}
