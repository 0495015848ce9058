import { service } from "./service";

/** Glue: the Data Catalog, crawlers and jobs. A principal that starts a job reads with the job's role. */
export const glue = service({
  prefix: "glue",
  resources: {
    any: "*",
    catalog: "catalog",
    crawler: "crawler/{name}-*",
    processedDatabase: "database/{organization}_{environment}_lake_processed*",
    processedTable: "table/{organization}_{environment}_lake_processed*/*",
    trigger: "trigger/{name}-*",
    workflow: "workflow/{name}-*",
  },
  read: [
    "GetCatalog*",
    "GetClassifier*",
    // The platform's connections lead into its network and hold no password (rule STRATA020).
    "GetConnection*",
    "GetCrawler*",
    "GetDataCatalogEncryptionSettings",
    "GetDataQuality*",
    "GetDatabase*",
    "GetJob",
    // What a run was started with, and how it ended: what it printed is in its logs.
    "GetJobRuns",
    "GetPartition*",
    "GetRegistry",
    "GetResourcePolic*",
    "GetSchema*",
    "GetSecurityConfiguration*",
    "GetTable*",
    "GetTags",
    "GetTrigger*",
    "GetWorkflow*",
    "List*",
  ],
  change: {
    policy: "data-services",
    on: ["any"],
    unbound: [
      "CreateCrawler",
      "CreateDataQualityRuleset",
      "CreateSecurityConfiguration",
      "DeleteSecurityConfiguration",
      "UpdateCrawlerSchedule",
    ],
  },
  work: {
    operate: [
      {
        sid: "RunJobs",
        actions: ["StartCrawler", "StartTrigger", "StartWorkflowRun", "StopTrigger", "StopWorkflowRun"],
        on: ["crawler", "trigger", "workflow"],
      },
    ],
  },
  data: ["StartJobRun"],
  notDeployers: ["StartWorkflowRun"],
});
