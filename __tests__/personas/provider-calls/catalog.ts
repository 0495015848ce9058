import { type Calls, known, named, passes, type TypeCalls } from "./type-calls";

const tags = "glue:TagResource glue:UntagResource";

const glue = (argument: string, type: string, kind: string): Calls[] => [
  {
    on: named("glue", argument, `${type}/`),
    read: `glue:Get${kind}`,
    change: `glue:Create${kind} glue:Update${kind} ${tags} glue:Delete${kind}`,
  },
];

export const catalogCalls: Readonly<Record<string, TypeCalls>> = {
  aws_athena_workgroup: [
    {
      on: named("athena", "name", "workgroup/"),
      read: "athena:GetWorkGroup athena:ListTagsForResource",
      change:
        "athena:CreateWorkGroup athena:UpdateWorkGroup athena:TagResource athena:UntagResource athena:DeleteWorkGroup",
    },
  ],
  aws_glue_catalog_database: [
    {
      on: ({ arn, text }) =>
        ["catalog", `database/${text("name")}`, `table/${text("name")}/x`, `userDefinedFunction/${text("name")}/x`].map(
          (one) => arn("glue", one),
        ),
      read: "glue:GetDatabase glue:GetTags",
      change: `glue:CreateDatabase glue:UpdateDatabase ${tags} glue:DeleteDatabase`,
    },
  ],
  aws_glue_catalog_table: [
    {
      on: ({ arn, text }) =>
        ["catalog", `database/${text("database_name")}`, `table/${text("database_name")}/${text("name")}`].map((one) =>
          arn("glue", one),
        ),
      read: "glue:GetTable glue:GetPartitionIndexes",
      change: "glue:CreateTable glue:UpdateTable glue:DeleteTable",
    },
  ],
  aws_glue_connection: [
    {
      on: ({ arn, text }) => ["catalog", `connection/${text("name")}`].map((one) => arn("glue", one)),
      read: "glue:GetConnection glue:GetTags",
      change: `glue:CreateConnection glue:UpdateConnection ${tags} glue:DeleteConnection`,
    },
  ],
  aws_glue_crawler: [...glue("name", "crawler", "Crawler"), passes(({ text }) => text("role"), "glue.amazonaws.com")],
  aws_glue_data_catalog_encryption_settings: [
    {
      on: known("glue", "catalog"),
      read: "glue:GetDataCatalogEncryptionSettings",
      change: "glue:PutDataCatalogEncryptionSettings",
    },
  ],
  aws_glue_data_quality_ruleset: glue("name", "dataQualityRuleset", "DataQualityRuleset"),
  aws_glue_job: [...glue("name", "job", "Job"), passes(({ text }) => text("role_arn"), "glue.amazonaws.com")],
  aws_glue_registry: glue("registry_name", "registry", "Registry"),
  aws_glue_schema: [
    {
      on: ({ arn, text, prefix }) => [
        arn("glue", `schema/${prefix}-events/${text("schema_name")}`),
        arn("glue", `registry/${prefix}-events`),
      ],
      read: "glue:GetSchema glue:GetSchemaVersion",
      change: `glue:CreateSchema glue:UpdateSchema glue:RegisterSchemaVersion ${tags} glue:DeleteSchema`,
    },
  ],
  aws_glue_security_configuration: [
    {
      on: known("glue", "catalog"),
      read: "glue:GetSecurityConfiguration",
      change: "glue:CreateSecurityConfiguration glue:DeleteSecurityConfiguration",
    },
  ],
  aws_glue_trigger: [
    {
      on: named("glue", "name", "trigger/"),
      read: "glue:GetTrigger glue:GetTags",
      change: `glue:CreateTrigger glue:UpdateTrigger glue:StartTrigger glue:StopTrigger ${tags} glue:DeleteTrigger`,
    },
  ],
  aws_glue_workflow: glue("name", "workflow", "Workflow"),
};
