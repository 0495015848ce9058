import { expect, test } from "vitest";
import { wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";

test("each application has a budget for a month of days, by the tag of the profiles that it calls models through", () => {
  const stackOf = (layer: string) => wholePlatform()[`prod-${layer}`] ?? expect.fail(`There is no prod-${layer}`);
  const [monitoring, ai] = [stackOf("monitoring"), stackOf("ai")];
  for (const [name, usdPerDay] of Object.entries({ chat: 50, summarize: 20 })) {
    expect(at(monitoring, `aws_budgets_budget.budget_of_${name}`)).toMatchObject({
      limit_amount: `${31 * usdPerDay}.0`,
      cost_filter: [{ name: "TagKeyValue", values: [`user:application$${name}`] }],
    });
    expect(at(ai, `aws_bedrock_inference_profile.profile_${name}_claude`).tags).toEqual({ application: name });
  }
  expect(at(monitoring, "aws_cloudwatch_composite_alarm.foundation_models").alarm_rule).toBe(
    'ALARM("${data.terraform_remote_state.ai.outputs.model_costs_alarm_name}")',
  );
});
