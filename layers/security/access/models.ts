import { type ChosenModel, modelArnsOf, routeArn, routeOf } from "../../../modules/bedrock/route";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { bedrock } from "./bedrock";
import { useKeys } from "./kms";
import { logs } from "./logs";
import type { Reach } from "./reach";
import { arnsOf } from "./service";

const invocation = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/**
 * Invoke these models, with a numbered version of any guardrail of the account: its id does not exist yet when these
 * policies do. A cross-region profile is asked for in the region that is called, and the model in every region that the
 * profile leads to, by way of that profile alone.
 */
export function invokeModels(reach: Reach, models: readonly ChosenModel[]): PolicyStatement[] {
  const guarded = { StringLike: { "bedrock:GuardrailIdentifier": arnsOf(reach, bedrock, "guardrailVersion") } };
  const { account } = reach;
  const routes = reach.sites.flatMap(({ region }) =>
    models.flatMap((model) => {
      const route = routeOf(model, region);
      if (!route) return [];
      return [
        {
          profile: route.profile,
          arn: routeArn({ account, region }, route),
          all: modelArnsOf(model.id, route, region),
        },
      ];
    }),
  );
  const arns = [...new Set(routes.map(({ arn }) => arn))];
  const through = routes.filter(({ profile }) => profile);
  const profiles = [...new Set(through.map(({ arn }) => arn))];
  return [
    { sid: "InvokeModels", actions: invocation, resources: arns, conditions: guarded },
    ...(profiles.length > 0
      ? [
          {
            sid: "ReachModels",
            actions: invocation,
            resources: [...new Set(through.flatMap(({ all }) => all))],
            conditions: { ...guarded, ArnEquals: { "bedrock:InferenceProfileArn": profiles } },
          },
        ]
      : []),
    {
      sid: "ApplyGuardrails",
      actions: "bedrock:ApplyGuardrail",
      resources: arnsOf(reach, bedrock, "guardrail"),
    },
    { ...useKeys(reach, ["artifacts"], "bedrock", ["kms:Decrypt"]), sid: "ReadGuardrails" },
    {
      sid: "ReadModels",
      actions: ["bedrock:GetInferenceProfile", "bedrock:GetGuardrail"],
      resources: [...arnsOf(reach, bedrock, "guardrail"), ...arnsOf(reach, bedrock, "profile")],
    },
  ];
}

/** No model without a numbered version of a guardrail of the account, whatever another policy says. */
export function neverWithoutGuardrail(reach: Reach): PolicyStatement {
  return {
    sid: "DenyModelsWithoutGuardrail",
    effect: "Deny",
    actions: "bedrock:InvokeModel*",
    resources: "*",
    conditions: { StringNotLike: { "bedrock:GuardrailIdentifier": arnsOf(reach, bedrock, "guardrailVersion") } },
  };
}

/** What models are asked and answer, in the logs: it holds what users typed. Their copies in the bucket no policy allows. */
export function neverPrompts(reach: Reach): PolicyStatement {
  return {
    sid: "DenyPrompts",
    effect: "Deny",
    actions: ["logs:FilterLogEvents", "logs:Get*", "logs:StartLiveTail", "logs:StartQuery", "logs:Unmask"],
    resources: arnsOf(reach, logs, "ofModels"),
  };
}
