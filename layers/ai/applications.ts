import { ApplicationAlarms } from "../../modules/bedrock/application-alarms";
import type { Audience } from "../../modules/bedrock/audiences";
import { invokeModel, retrieve } from "../../modules/bedrock/grants";
import { functionArn } from "../../modules/functions/function-arn";
import { FunctionDeployments } from "../../modules/functions/function-deployments";
import { FunctionRelease } from "../../modules/functions/function-release";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { accessOf, pascalCase } from "../../modules/identity/access";
import { writeZone } from "../../modules/lake/grants";
import { functionPurpose, writerTag } from "../../modules/lake/zone-writers";
import { readParameters } from "../../modules/parameters/grants";
import { SwitchParameter } from "../../modules/parameters/switch-parameter";
import { receiveMessages } from "../../modules/queues/grants";
import type { WorkQueue } from "../../modules/queues/work-queue";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { applicationUses, offeredBy } from "../application/uses";
import { dataUses } from "../data/uses";
import { securityUses } from "../security/uses";
import type { ApplicationConfig } from "./applications-config";
import { addTrigger, queueFor } from "./applications-events";
import { type ApplicationModel, type BedrockFoundation, type ModelCaller, modelOf } from "./bedrock";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { KnowledgeBases } from "./knowledge-bases";
import { tagsOf } from "./responsibility-config";

/** What applications build on. */
export interface ApplicationsFoundation extends BedrockFoundation {
  readonly knowledgeBases: KnowledgeBases;
}

/** What is built for an application. */
export interface BuiltApplication {
  readonly lambda: LambdaFunction;
  readonly release: FunctionRelease;
  readonly switchParameter: SwitchParameter;
  readonly alarms: ApplicationAlarms;
  /** Its calls of models. */
  readonly callers: readonly ModelCaller[];
  /** Of an application that works on events, where the recovery strategy keeps a bus. */
  readonly queue: WorkQueue | undefined;
}

export interface Applications {
  readonly byName: Readonly<Record<string, BuiltApplication>>;
  /** Application of CodeDeploy; empty where there are none. */
  readonly deploymentApplicationName: string;
}

/** Namespace of the metrics that functions write. */
export function metricsNamespaceOf({ organization, name }: AiEnvironment): string {
  return `${organization}/${name}`;
}

/**
 * The applications of the environment file. They work in the subnets of the ai tier, from which nothing leads to the
 * internet. In a recovery environment they are there whatever the strategy: they cost nothing until a caller invokes
 * them.
 */
export function buildApplications(stack: LayerStack<AiEnvironment>, foundation: ApplicationsFoundation): Applications {
  const { site, environment } = foundation;
  const declared = Object.entries(environment.ai.applications);
  if (declared.length === 0) return { byName: {}, deploymentApplicationName: "" };

  const deployments = new FunctionDeployments(stack, "application-deployments", {
    site,
    of: "application",
    functionArns: declared.map(([name]) => functionArn(site, name)),
  });
  const byName = Object.fromEntries(
    declared.map(([name, config]) => [name, buildApplication(stack, { ...foundation, deployments }, name, config)]),
  );
  return { byName, deploymentApplicationName: deployments.applicationName };
}

function buildApplication(
  stack: LayerStack<AiEnvironment>,
  foundation: ApplicationsFoundation & { readonly deployments: FunctionDeployments },
  name: string,
  config: ApplicationConfig,
): BuiltApplication {
  const { site, environment, security, network, deployments } = foundation;
  const { timeoutSeconds, memoryMiB, uses } = config;
  const switchPurpose = `applications/${name}/switch`;
  const switchParameter = new SwitchParameter(stack, `application-${name}-switch`, {
    site,
    purpose: switchPurpose,
    description: `Switches ${name} on and off. It takes effect within a quarter of a minute.`,
    kmsKeyArn: security.secretsKeyArn,
  });
  const models = [config.model, ...(config.fallback ? [config.fallback] : [])].map((model) => ({
    name: model,
    ...modelOf(stack, foundation, { application: name, model, guardrail: config.guardrail }),
  }));
  // Absent where the recovery strategy keeps none.
  const bases = config.knowledgeBases.flatMap((known) => {
    const base = foundation.knowledgeBases[known]?.base;
    return base ? [{ name: known, base }] : [];
  });
  const filled = config.fills === undefined ? undefined : folderOf(foundation, config.fills);
  const queue = queueFor(stack, foundation, name, config);
  const { statements, variables, tags } = accessOf(usesOf(foundation), name, uses);
  const namespace = metricsNamespaceOf(environment);
  const lambda = new LambdaFunction(stack, `application-${name}`, {
    site,
    purpose: name,
    description: `Runs functions/${name}.`,
    code: stack.asset(`${name}.zip`, functionCode(name)),
    settings: {
      timeoutSeconds,
      memoryMiB,
      environment: {
        variables: {
          ...variables,
          APPLICATION: JSON.stringify(
            describe(config, {
              models,
              knowledgeBases: bases.map(({ base }) => ({ id: base.knowledgeBaseId, audience: base.audience })),
              fills: filled?.folder,
              switchParameter: switchParameter.name,
            }),
          ),
          POWERTOOLS_SERVICE_NAME: name,
          POWERTOOLS_METRICS_NAMESPACE: namespace,
        },
        kmsKeyArn: security.secretsKeyArn,
      },
      placement: { subnetIds: network.aiSubnetIds, securityGroupIds: [network.aiSecurityGroupId] },
      versions: true,
    },
    role: {
      purpose: functionPurpose(name),
      statements: [
        ...statements,
        ...models.flatMap((model) => invokeModel(pascalCase(model.name), model.access)),
        ...bases.map(({ name: known, base }) => retrieve(pascalCase(known), base.arn)),
        ...(filled?.statements ?? []),
        ...readParameters(site, { purposes: [switchPurpose], kmsKeyArn: security.secretsKeyArn }),
        ...(queue ? receiveMessages("Events", { arn: queue.arn, kmsKeyArn: queue.keyArn, region: site.region }) : []),
      ],
      tags: { ...tagsOf(config), ...tags, ...filled?.tags },
    },
    queueKeyArn: security.streamsKeyArn,
  });
  const release = new FunctionRelease(stack, `application-${name}-release`, {
    site,
    purpose: name,
    function: lambda,
    deployments,
    rollout: environment.application.functionRollout,
  });
  if (queue) addTrigger(stack, name, queue.arn, release.aliasArn);
  const { usdPerDay } = config.budget;
  const alarms = new ApplicationAlarms(stack, `application-${name}-alarms`, {
    site,
    application: name,
    namespace,
    usdPerDay,
  });
  const callers = models.map(({ caller }) => caller);
  return { lambda, release, switchParameter, alarms, callers, queue };
}

/** The folder of a knowledge base, for who writes to it, and what that takes. It is there whatever the recovery strategy. */
function folderOf({ site, environment, data }: AiFoundation, name: string) {
  const base = environment.ai.bedrock.knowledgeBases[name];
  if (!base) throw new Error(`There is no knowledge base ${name}.`);
  const { prefix } = base;
  const zone = partsOf(base.zone).name;
  const access = {
    bucketArn: entryOf(data.zoneBucketArns, zone),
    kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    prefix,
    region: site.region,
  };
  return {
    folder: { bucket: entryOf(data.zoneBucketNames, zone), prefix },
    statements: writeZone(pascalCase(name), access),
    tags: writerTag(zone),
  };
}

/** What follows from what an application uses. */
function usesOf(foundation: AiFoundation) {
  return {
    ...securityUses(foundation),
    ...dataUses(foundation),
    ...applicationUses(foundation, offeredBy(foundation.application)),
  };
}

/** What is known of an application once it is built. */
interface Described {
  readonly models: readonly ApplicationModel[];
  readonly knowledgeBases: readonly { readonly id: string; readonly audience: Audience }[];
  readonly fills: { readonly bucket: string; readonly prefix: string } | undefined;
  readonly switchParameter: string;
}

/** What the function reads of itself: functions/shared/application.ts. */
function describe({ budget, maxOutputTokens }: ApplicationConfig, { models, ...known }: Described) {
  const { usdPerUserDay, tokensPerUserDay } = budget;
  const [first] = models;
  return {
    models: models.map(({ access, usdPerMillionTokens }) => ({
      id: access.profileArn,
      inputUsdPerMillionTokens: usdPerMillionTokens.input,
      outputUsdPerMillionTokens: usdPerMillionTokens.output,
    })),
    guardrail: { id: first?.guardrailId, version: first?.access.guardrail.version },
    maxOutputTokens: Math.min(maxOutputTokens, ...models.map(({ outputTokens }) => outputTokens)),
    ...(usdPerUserDay !== undefined && { perUserDay: { usd: usdPerUserDay, tokens: tokensPerUserDay } }),
    ...known,
  };
}

/** What the contract says of applications. */
export function applicationsOutputs({ byName, deploymentApplicationName }: Applications, environment: AiEnvironment) {
  const ofEach = (value: (built: BuiltApplication) => string | undefined) =>
    Object.fromEntries(
      Object.entries(byName).flatMap(([name, built]) => {
        const published = value(built);
        return published === undefined ? [] : [[name, published]];
      }),
    );
  return {
    applicationFunctionArns: ofEach(({ lambda }) => lambda.arn),
    applicationAliasArns: ofEach(({ release }) => release.aliasArn),
    applicationLogGroupNames: ofEach(({ lambda }) => lambda.logGroupName),
    applicationDeploymentName: deploymentApplicationName,
    applicationDeploymentGroupNames: ofEach(({ release }) => release.deploymentGroupName),
    applicationSwitchNames: ofEach(({ switchParameter }) => switchParameter.name),
    applicationQueueArns: ofEach(({ queue }) => queue?.arn),
    applicationDeadLetterQueueArns: ofEach(({ queue }) => queue?.deadLetterArn),
    applicationAlarmNames: Object.fromEntries(
      Object.entries(byName).flatMap(([name, { alarms }]) =>
        Object.entries(alarms.names).map(([about, alarm]) => [`${name}-${about}`, alarm]),
      ),
    ),
    applicationMetricsNamespace: metricsNamespaceOf(environment),
  };
}
