import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { type EventPattern, EventRule, eventRuleArn } from "../../modules/events/event-rule";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { operationPermissions } from "../../modules/models/operation-permissions";
import { servingRequests } from "../../modules/models/serving-requests";
import { JsonParameter } from "../../modules/parameters/json-parameter";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { type AiFoundation, jobNetworkOf } from "./foundation";
import { operationsPurpose as purpose } from "./model-batch";
import { artifactsUri, monitoringFolder } from "./model-foundation";
import { cardFactsOf, servingOf } from "./model-settings";
import type { BuiltModel } from "./models";

/** A model with an endpoint. */
type Served = BuiltModel & { readonly endpoint: NonNullable<BuiltModel["endpoint"]> };

interface OperationsFoundation extends AiFoundation {
  readonly models: Readonly<Record<string, BuiltModel>>;
}

/**
 * What deploys versions that are approved, reads back what is live, and answers violations that monitors report: a
 * function, and the rules that start it. None where no model has an endpoint.
 * @returns names of the alarms on what it counts, by model and what they are about, as in "propensity-rollbacks"
 */
export function buildModelOperations(
  stack: LayerStack<AiEnvironment>,
  foundation: OperationsFoundation,
): Readonly<Record<string, string>> {
  const { models } = foundation;
  const served = Object.entries(models).flatMap(([name, built]): [string, Served][] =>
    built.endpoint ? [[name, { ...built, endpoint: built.endpoint }]] : [],
  );
  if (served.length === 0) return {};
  for (const [name, built] of served) buildSettings(stack, foundation, name, built);
  const alarms = served.flatMap(([name]) => buildAlarms(stack, foundation, name));
  const lambda = buildFunction(stack, foundation, served);
  buildRules(stack, foundation, lambda, served);
  return Object.fromEntries(alarms);
}

/** How a model is served, for deployments: a change of it deploys the live version anew. */
function buildSettings(stack: LayerStack<AiEnvironment>, foundation: AiFoundation, name: string, built: Served): void {
  const { site, environment, security, data } = foundation;
  const model = environment.ai.models[name];
  if (!model) throw new Error(`There is no model ${name}.`);
  const network = jobNetworkOf(foundation);
  const place = {
    network,
    roleArn: built.role.arn,
    kmsKeyArn: security.artifactsKeyArn,
    artifacts: artifactsUri({ data, name }),
  };
  new JsonParameter(stack, `model-${name}-settings`, {
    site,
    purpose: `models/${name}`,
    description: `How the model ${name} is served. A change deploys its live version anew.`,
    value: {
      endpointName: built.endpoint.endpointName,
      packageGroupName: built.registry.groupName,
      pipelineName: built.pipeline?.pipelineName,
      roleArn: built.role.arn,
      subnetIds: network.subnetIds,
      securityGroupId: network.securityGroupId,
      ...servingRequests(servingOf(environment, model), place, built.endpoint.alarmNames),
      retrain: environment.ai.modelMonitoring.retrain,
      card: cardFactsOf(model, security.artifactsKeyArn),
      monitoring: built.monitors && { bucket: data.codeBucketName, folder: monitoringFolder(name) },
    },
    kmsKeyArn: security.secretsKeyArn,
  });
}

/** Metrics of the function that need attention: the monitoring layer sends notifications about them. */
function buildAlarms(
  stack: LayerStack<AiEnvironment>,
  { site, environment }: AiFoundation,
  name: string,
): [string, string][] {
  const alarm = (id: string, metricName: string, alarmDescription: string): [string, string] => {
    const { alarmName } = new CloudwatchMetricAlarm(stack, `model-${name}-${id}`, {
      alarmName: site.names.of("alarm", `model-${name}-${id}`),
      alarmDescription,
      namespace: namespaceOf(environment),
      metricName,
      dimensions: { service: purpose, model: name },
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
    });
    return [`${name}-${id}`, alarmName];
  };
  return [
    alarm("rollbacks", "ModelRollbacks", `A deployment of the model ${name} was rolled back.`),
    alarm("violations", "ModelViolations", `A monitor of the model ${name} reports violations.`),
  ];
}

function namespaceOf({ organization, name }: AiEnvironment): string {
  return `${organization}/${name}`;
}

function buildFunction(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security, data }: AiFoundation,
  served: readonly (readonly [string, Served])[],
): LambdaFunction {
  const { region } = site;
  const parameterPrefix = site.names.of("ssm-parameter", "models/");
  return new LambdaFunction(stack, purpose, {
    site,
    purpose,
    description: "Deploys versions of models that are approved, and reads back what is live.",
    code: stack.asset(`${purpose}.zip`, functionCode(purpose)),
    settings: {
      timeoutSeconds: 60,
      environment: {
        variables: {
          PARAMETER_PREFIX: parameterPrefix,
          NAME_PREFIX: `${environment.organization}-${environment.name}-`,
          POWERTOOLS_SERVICE_NAME: purpose,
          POWERTOOLS_METRICS_NAMESPACE: namespaceOf(environment),
        },
        kmsKeyArn: security.secretsKeyArn,
      },
    },
    role: {
      statements: operationPermissions(site, {
        names: served.map(([, { endpoint }]) => endpoint.endpointName),
        serverless: served
          .filter(([name]) => environment.ai.models[name]?.serving.mode === "serverless")
          .map(([, { endpoint }]) => endpoint.endpointName),
        roleArns: served.map(([, { role }]) => role.arn),
        parameters: { prefix: parameterPrefix, kmsKeyArn: security.secretsKeyArn },
        artifacts: {
          bucketArn: entryOf(data.zoneBucketArns, "artifacts"),
          kmsKeyArn: security.artifactsKeyArn,
          region,
          prefix: "models/",
        },
        monitoringObjects: `arn:aws:s3:::${data.codeBucketName}/models/*/monitoring/*`,
      }),
    },
    queueKeyArn: security.streamsKeyArn,
  });
}

/** Events of SageMaker and Systems Manager come on the default bus. */
function buildRules(
  stack: LayerStack<AiEnvironment>,
  { site, security }: AiFoundation,
  lambda: LambdaFunction,
  served: readonly (readonly [string, Served])[],
): void {
  const schedules = served.flatMap(([, { monitors }]) => Object.values(monitors?.scheduleArns ?? {}));
  const rules = Object.entries({
    "model-approved": ofSagemaker("Model Package", {
      ModelPackageGroupName: served.map(([, { registry }]) => registry.groupName),
      // A registered version gets a card, for the person who approves it.
      ModelApprovalStatus: ["Approved", "PendingManualApproval"],
    }),
    "model-settings": {
      source: ["aws.ssm"],
      "detail-type": ["Parameter Store Change"],
      detail: { name: [{ prefix: site.names.of("ssm-parameter", "models/") }], operation: ["Update"] },
    },
    "model-endpoint": ofSagemaker("Endpoint", {
      EndpointName: served.map(([, { endpoint }]) => endpoint.endpointName),
      EndpointStatus: ["IN_SERVICE"],
    }),
    ...(schedules.length > 0 && {
      "model-violation": ofSagemaker("Processing Job", {
        MonitoringScheduleArn: schedules,
        ExitMessage: [{ prefix: "CompletedWithViolations" }],
      }),
    }),
  });
  const undelivered = new EncryptedQueue(stack, "model-events-undelivered", {
    site,
    purpose: "model-events-undelivered",
    kmsKeyArn: security.streamsKeyArn,
    publishers: { ruleArns: rules.map(([id]) => eventRuleArn(site, id)) },
  });
  for (const [id, pattern] of rules) {
    const rule = new EventRule(stack, id, {
      site,
      purpose: id,
      description: `Starts ${purpose}.`,
      pattern,
      target: { arn: lambda.arn, deadLetterArn: undelivered.arn, rests: false },
    });
    new LambdaPermission(stack, `${id}-permission`, {
      statementId: id,
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
      sourceAccount: site.account,
    });
  }
}

function ofSagemaker(what: string, detail: Readonly<Record<string, readonly unknown[]>>): EventPattern {
  return { source: ["aws.sagemaker"], "detail-type": [`SageMaker ${what} State Change`], detail };
}
