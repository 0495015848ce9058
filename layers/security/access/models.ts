import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { bedrock } from "./bedrock";
import type { Reach } from "./reach";
import { arnsOf } from "./service";

/** First part of the ids of cross-region inference profiles, by the first part of the region. */
const geographies: Readonly<Record<string, string>> = { ap: "apac" };

/**
 * Invoke these models, with a guardrail of the account. A cross-region profile sends requests to any region of its
 * geography, so the models are named in all of them; the boundary keeps direct calls at home.
 */
export function invokeModels(reach: Reach, models: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: "InvokeModels",
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: [...new Set(reach.sites.flatMap((site) => modelArns(reach.account, site.region, models)))],
      conditions: { StringLike: { "bedrock:GuardrailIdentifier": arnsOf(reach, bedrock, "guardrail") } },
    },
    {
      sid: "ApplyGuardrails",
      actions: "bedrock:ApplyGuardrail",
      resources: arnsOf(reach, bedrock, "guardrail"),
    },
    {
      sid: "ReadModels",
      actions: ["bedrock:GetInferenceProfile", "bedrock:GetGuardrail"],
      resources: [...arnsOf(reach, bedrock, "guardrail"), ...arnsOf(reach, bedrock, "profile")],
    },
  ];
}

function modelArns(account: string, region: string, models: readonly string[]): string[] {
  const [area = ""] = region.split("-");
  const geography = geographies[area] ?? area;
  return models.flatMap((model) => [
    `arn:aws:bedrock:${area}-*::foundation-model/${model}`,
    `arn:aws:bedrock:${region}:${account}:inference-profile/${geography}.${model}`,
  ]);
}

/** No model without a guardrail of the account, whatever another policy says. */
export function neverWithoutGuardrail(reach: Reach): PolicyStatement {
  return {
    sid: "DenyModelsWithoutGuardrail",
    effect: "Deny",
    actions: "bedrock:InvokeModel*",
    resources: "*",
    conditions: { StringNotLike: { "bedrock:GuardrailIdentifier": arnsOf(reach, bedrock, "guardrail") } },
  };
}
