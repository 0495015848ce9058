import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface BudgetProps {
  readonly site: Site;
  /** What it is for, as in "environment"; part of its name. */
  readonly purpose: string;
  readonly monthlyUsd: number;
  /** Cost of what carries this tag. The tag has to be a cost-allocation tag. */
  readonly tag: { readonly key: string; readonly value: string };
  readonly topicArn: string;
  /** Budgets has no regions and answers from us-east-1. */
  readonly provider: TerraformProvider;
}

/** When to notify: of actual costs, and of the forecast for the month. In percent of the budget. */
const notices = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** What may be spent in a month. */
export class Budget extends Construct {
  readonly budgetName: string;

  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const { site, purpose, monthlyUsd, tag, topicArn, provider } = props;
    this.budgetName = site.names.of("budget", purpose);
    new BudgetsBudget(this, "budget", {
      name: this.budgetName,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: monthlyUsd.toFixed(1),
      limitUnit: "USD",
      costFilter: [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }],
      notification: notices.map((notice) => ({
        ...notice,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [topicArn],
      })),
      provider,
    });
  }
}
