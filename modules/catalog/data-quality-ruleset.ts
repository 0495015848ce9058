import { GlueDataQualityRuleset } from "@cdktf/provider-aws/lib/glue-data-quality-ruleset";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { CatalogedTable } from "./grants";

export interface DataQualityRulesetProps {
  readonly site: Site;
  /** What the table holds, as in "events"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  /** Rules in DQDL, as in `IsComplete "event_id"`; each has to hold. */
  readonly rules: readonly string[];
  /** Table that they are about. */
  readonly table: CatalogedTable;
}

/** What has to be true of a table, for AWS Glue Data Quality to evaluate. */
export class DataQualityRuleset extends Construct {
  readonly rulesetName: string;

  constructor(scope: Construct, id: string, props: DataQualityRulesetProps) {
    super(scope, id);
    this.rulesetName = props.site.names.of("glue", props.purpose);
    new GlueDataQualityRuleset(this, "data-quality-ruleset", {
      name: this.rulesetName,
      description: props.description,
      ruleset: `Rules = [\n${props.rules.map((rule) => `  ${rule}`).join(",\n")}\n]`,
      targetTable: { databaseName: props.table.databaseName, tableName: props.table.tableName },
    });
  }
}
