import { contract, map, text } from "../../platform/contract";

const account = "111122223333";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;

/** What other layers may read from the ai layer's state. */
export const aiOutputs = contract("ai", {
  modelPackageGroupNames: map("Group of the versions of each model in the registry.", {
    propensity: "strata-dev-propensity",
  }),
  modelPackageGroupArns: map("ARN of the group of each model.", {
    propensity: arn("sagemaker", "model-package-group/strata-dev-propensity"),
  }),
  modelPipelineNames: map("Pipeline that trains each model.", { propensity: "strata-dev-propensity" }),
  batchPipelineNames: map("Pipeline of the predictions in batches; only of models that have them.", {
    propensity: "strata-dev-propensity-batch",
  }),
  predictionTableNames: map("Table with these predictions, in the database of the processed zone.", {
    propensity: "predictions_propensity",
  }),
  endpointNames: map("Endpoint of each model; none where the recovery strategy keeps none.", {
    propensity: "strata-dev-propensity",
  }),
  endpointArns: map("ARN of each endpoint.", { propensity: arn("sagemaker", "endpoint/strata-dev-propensity") }),
  modelRoleArns: map("Role that the jobs of each model run as.", {
    propensity: `arn:aws:iam::${account}:role/strata-dev-sagemaker-propensity`,
  }),
  modelAlarmNames: map("Alarms of models with an endpoint: <model>-rollbacks and -violations.", {
    "propensity-rollbacks": "strata-dev-model-propensity-rollbacks",
  }),
  guardrailArns: map("ARN of each guardrail, without a version.", { default: arn("bedrock", "guardrail/abcd1234") }),
  guardrailVersions: map("Version of each guardrail that its users are pinned to.", { default: "3" }),
  modelInvocationLogGroupName: text(
    "Log group of what models are asked and answer; empty where another environment logs the region.",
    "/strata/dev/model-invocations",
  ),
  featureGroupNames: map("Feature group of each section below ai.features.", { customer: "strata-dev-customer" }),
  featureGroupArns: map("ARN of each feature group.", {
    customer: arn("sagemaker", "feature-group/strata-dev-customer"),
  }),
  featureTableNames: map("Table with the history of each feature group, in the database of the processed zone.", {
    customer: "features_customer",
  }),
  studioDomainId: text("Domain of SageMaker Studio; empty where there is none.", "d-abcdefghijkl"),
  studioRoleArn: text("Role of those who work in it.", `arn:aws:iam::${account}:role/strata-dev-sagemaker-studio`),
  streamNames: map("Name of each Kinesis data stream.", { events: "strata-dev-events" }),
  streamArns: map("ARN of each stream.", { events: arn("kinesis", "stream/strata-dev-events") }),
  deliveryStreamNames: map("Delivery of each stream to the lake, for its metrics; only of those that have one.", {
    events: "strata-dev-events",
  }),
  deliveryLogGroupNames: map("Log group with the errors of each delivery.", {
    events: "/strata/dev/firehose/events",
  }),
  applicationFunctionArns: map("Function of each application of language models.", {
    chat: arn("lambda", "function:strata-dev-chat"),
  }),
  applicationAliasArns: map("Alias of each application that callers invoke; deployments move it.", {
    chat: arn("lambda", "function:strata-dev-chat:live"),
  }),
  applicationLogGroupNames: map("Log group of each application.", { chat: "/strata/dev/functions/chat" }),
  applicationDeploymentName: text(
    "Application of CodeDeploy that deploys applications; empty where there are none.",
    "strata-dev-applications",
  ),
  applicationDeploymentGroupNames: map("Deployment group of each application.", { chat: "strata-dev-chat" }),
  applicationSwitchNames: map("Parameter that switches each application on and off.", {
    chat: "/strata/dev/applications/chat/switch",
  }),
  applicationQueueArns: map("Queue of the events of each application that works on any.", {
    summarize: arn("sqs", "strata-dev-summarize"),
  }),
  applicationDeadLetterQueueArns: map("Queue of what each of them could not handle.", {
    summarize: arn("sqs", "strata-dev-summarize-dead-letters"),
  }),
  modelCostsAlarmName: text(
    "Alarm that goes off when a foundation model costs too much in a day; empty where there are none.",
    "strata-dev-models-costs",
  ),
  applicationAlarmNames: map("Alarms of applications: <application>-interventions, -grounding and -costs.", {
    "chat-interventions": "strata-dev-chat-interventions",
  }),
  evaluationFunctionName: text(
    "Function that says whether answers of an application are good enough; empty where none has to be.",
    "strata-dev-evaluation",
  ),
  applicationMetricsNamespace: text(
    "Namespace of the metrics of applications; their dimension service is the name of the application.",
    "strata/dev",
  ),
});
