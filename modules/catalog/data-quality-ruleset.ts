import { GlueDataQualityRuleset } from "@cdktf/provider-aws/lib/glue-data-quality-ruleset";
import { Construct } from "constructs";

export interface DataQualityRulesetProps {
  readonly name: string;
  readonly description: string;
  /** Rules in DQDL, as in `IsComplete "event_id"`; each has to hold. */
  readonly rules: readonly string[];
  /** Table that they are about. */
  readonly table: { readonly databaseName: string; readonly tableName: string };
}

/** What has to be true of a table, for AWS Glue Data Quality to evaluate. */
export class DataQualityRuleset extends Construct {
  constructor(scope: Construct, id: string, props: DataQualityRulesetProps) {
    super(scope, id);
    new GlueDataQualityRuleset(this, "data-quality-ruleset", {
      name: props.name,
      description: props.description,
      ruleset: `Rules = [\n${props.rules.map((rule) => `  ${rule}`).join(",\n")}\n]`,
      targetTable: { databaseName: props.table.databaseName, tableName: props.table.tableName },
    });
  }
}
