import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { type CatalogedTable, readTables, tableArns, useKeyOfLake } from "./grants";
import { type LakePrefix, objectsOf } from "./lake-prefix";

/** A table with the rules for it. */
export interface EvaluatedTable {
  readonly site: Site;
  readonly rulesetName: string;
  readonly table: CatalogedTable;
  /** Where its files lie, and the key of both files and Data Catalog. */
  readonly data: LakePrefix & { readonly kmsKeyArn: string };
}

/** ARNs of a ruleset, and of a table with its database and catalog. */
function resourcesOf({ site, table, rulesetName }: EvaluatedTable) {
  const { account, region } = site;
  const glue = `arn:aws:glue:${region}:${account}`;
  return {
    ruleset: `${glue}:dataQualityRuleset/${rulesetName}`,
    // Spark looks for it first, whatever it reads.
    defaultDatabase: `${glue}:database/default`,
    table: tableArns(site, table),
  };
}

/**
 * What an evaluation needs: to read the table, its own ruleset and the libraries of AWS, and to say what it found
 * (docs.aws.amazon.com/glue/latest/dg/data-quality-authorization.html).
 */
export function evaluationPermissions(of: EvaluatedTable): PolicyStatement[] {
  const { site, data } = of;
  const { region } = site;
  const { ruleset, table, defaultDatabase } = resourcesOf(of);
  return [
    readTables("ReadTable", [...table, defaultDatabase]),
    { sid: "FindData", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: data.bucketArn },
    { sid: "ReadData", actions: "s3:GetObject", resources: objectsOf(data) },
    {
      sid: "ReadLibraries",
      actions: "s3:GetObject",
      resources: `arn:aws:s3:::aws-glue-ml-data-quality-assets-${region}/*`,
    },
    useKeyOfLake("UseKey", data.kmsKeyArn, region),
    {
      sid: "Evaluate",
      actions: [
        "glue:GetDataQualityResult",
        "glue:GetDataQualityRuleset",
        "glue:GetDataQualityRulesetEvaluationRun",
        "glue:PublishDataQuality",
      ],
      resources: ruleset,
    },
    {
      sid: "PutMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringEquals: { "cloudwatch:namespace": "Glue Data Quality" } },
    },
  ];
}

/** What starting an evaluation needs: to see table and ruleset, and to hand over the role that does it. */
export function startPermissions(of: EvaluatedTable, evaluationRoleArn: string): PolicyStatement[] {
  const { ruleset, table } = resourcesOf(of);
  return [
    { sid: "SeeTable", actions: ["glue:GetDatabase", "glue:GetTable"], resources: table },
    useKey({
      sid: "ReadCatalog",
      actions: keyActions.read,
      keyArns: of.data.kmsKeyArn,
      region: of.site.region,
      through: "glue",
    }),
    {
      sid: "StartEvaluation",
      actions: ["glue:GetDataQualityRuleset", "glue:StartDataQualityRulesetEvaluationRun"],
      resources: ruleset,
    },
    {
      sid: "HandOverRole",
      actions: "iam:PassRole",
      resources: evaluationRoleArn,
      conditions: { StringEquals: { "iam:PassedToService": "glue.amazonaws.com" } },
    },
  ];
}
