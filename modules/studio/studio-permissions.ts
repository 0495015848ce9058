import type { SiteLocation } from "../../platform/site";
import { type PolicyStatement, policyVariable } from "../identity/policy-document";

/**
 * What Studio does with the role of its user: the user's private spaces, and the apps in these
 * (docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-spaces.html). Looking around is harmless.
 */
export function workInOwnSpaces({ account, region }: SiteLocation): PolicyStatement[] {
  const sagemaker = `arn:aws:sagemaker:${region}:${account}`;
  const own = `${sagemaker}:user-profile/${policyVariable("sagemaker:DomainId")}/${policyVariable("sagemaker:UserProfileName")}`;
  const ownSpaces = {
    ArnLike: { "sagemaker:OwnerUserProfileArn": own },
    StringEquals: { "sagemaker:SpaceSharingType": "Private" },
  };
  return [
    {
      sid: "LookAround",
      actions: ["sagemaker:Describe*", "sagemaker:List*", "sagemaker:Search", "sagemaker:GetSearchSuggestions"],
      resources: "*",
    },
    {
      sid: "MakeOwnSpaces",
      actions: ["sagemaker:CreateSpace", "sagemaker:DeleteSpace", "sagemaker:UpdateSpace"],
      resources: `${sagemaker}:space/*`,
      conditions: ownSpaces,
    },
    {
      sid: "RunOwnApps",
      actions: ["sagemaker:CreateApp", "sagemaker:DeleteApp"],
      resources: `${sagemaker}:app/*`,
      conditions: ownSpaces,
    },
    {
      sid: "TagOwnSpaces",
      actions: "sagemaker:AddTags",
      resources: [`${sagemaker}:app/*`, `${sagemaker}:space/*`],
      conditions: { Null: { "sagemaker:TaggingAction": "false" } },
    },
    {
      sid: "OpenOwnSpaces",
      actions: "sagemaker:CreatePresignedDomainUrl",
      resources: own,
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/studio*`,
    },
  ];
}

/** Starts pipelines of the environment, which run under separate roles, and follows them. */
export function startPipelines({ names, account, region }: SiteLocation): PolicyStatement[] {
  return [
    {
      sid: "StartPipelines",
      actions: ["sagemaker:StartPipelineExecution", "sagemaker:StopPipelineExecution"],
      resources: `arn:aws:sagemaker:${region}:${account}:pipeline/${names.all("sagemaker")}`,
    },
  ];
}
