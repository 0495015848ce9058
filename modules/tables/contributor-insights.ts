import { DynamodbContributorInsights } from "@cdktf/provider-aws/lib/dynamodb-contributor-insights";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { indexesOf, type TableSchema } from "./schema";

export interface ContributorInsightsProps {
  readonly tableName: string;
  readonly schema: TableSchema;
  /** What has to exist first, where the name alone does not say it. @default nothing */
  readonly dependsOn?: ITerraformDependable[];
}

/** Which keys of a table and of its indexes are read, written and throttled most, in one region. */
export class ContributorInsights extends Construct {
  constructor(scope: Construct, id: string, { tableName, schema, dependsOn }: ContributorInsightsProps) {
    super(scope, id);
    new DynamodbContributorInsights(this, "table", { tableName, dependsOn });
    for (const [indexName] of indexesOf(schema)) {
      new DynamodbContributorInsights(this, `${indexName}-index`, { tableName, indexName, dependsOn });
    }
  }
}
