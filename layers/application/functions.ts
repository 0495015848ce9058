import { functionArn } from "../../modules/functions/function-arn";
import { FunctionDeployments } from "../../modules/functions/function-deployments";
import { FunctionRelease } from "../../modules/functions/function-release";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { buildQueueTrigger } from "../../modules/functions/queue-trigger";
import { buildStreamTrigger } from "../../modules/functions/stream-trigger";
import { needsVpc } from "../../modules/functions/vpc-access";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { functionPurpose } from "../../modules/lake/zone-writers";
import { receiveMessages } from "../../modules/queues/grants";
import { readStream } from "../../modules/tables/grants";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { workloadAccess } from "./access";
import type { ApplicationEnvironment } from "./config";
import { eventTags } from "./event-functions";
import type { WorkloadFoundation } from "./foundation";
import type { FunctionConfig } from "./functions-config";

/** A function as the rest of the layer sees it. */
export interface BuiltFunction {
  readonly arn: string;
  readonly functionName: string;
  /** Of the alias that callers invoke. */
  readonly aliasArn: string;
  /** What API Gateway calls: the alias. */
  readonly invokeArn: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly deploymentGroupName: string;
  readonly timeoutSeconds: number;
}

export interface Functions {
  readonly byName: Readonly<Record<string, BuiltFunction>>;
  /** Application of CodeDeploy; empty where there are no functions. */
  readonly deploymentApplicationName: string;
}

/**
 * The functions of the environment file, each with its alias `live`, which the delivery pipeline moves. In a recovery
 * environment they are there whatever the strategy: a function costs nothing until it is called.
 */
export function buildFunctions(stack: LayerStack<ApplicationEnvironment>, foundation: WorkloadFoundation): Functions {
  const { site, environment } = foundation;
  const declared = Object.entries(environment.application.functions);
  if (declared.length === 0) return { byName: {}, deploymentApplicationName: "" };

  const deployments = new FunctionDeployments(stack, "function-deployments", {
    site,
    functionArns: declared.map(([name]) => functionArn(site, name)),
  });
  const byName = Object.fromEntries(
    declared.map(([name, config]) => [name, buildFunction(stack, { ...foundation, deployments }, name, config)]),
  );
  return { byName, deploymentApplicationName: deployments.applicationName };
}

function buildFunction(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: WorkloadFoundation & { readonly deployments: FunctionDeployments },
  name: string,
  { from, timeoutSeconds, memoryMiB, reservedConcurrency, uses }: FunctionConfig,
): BuiltFunction {
  const { site, environment, security, network, deployments } = foundation;
  const { organization, name: environmentName } = environment;
  const { statements, variables, tags, places } = workloadAccess(foundation, name, uses);
  const source = sourceOf(foundation, from);
  const lambda = new LambdaFunction(stack, `function-${name}`, {
    site,
    purpose: name,
    description: `Runs functions/${name}.`,
    code: stack.asset(`${name}.zip`, functionCode(name)),
    settings: {
      timeoutSeconds,
      memoryMiB,
      reservedConcurrency,
      environment: {
        variables: {
          ...variables,
          POWERTOOLS_SERVICE_NAME: name,
          POWERTOOLS_METRICS_NAMESPACE: `${organization}/${environmentName}`,
        },
        kmsKeyArn: security.secretsKeyArn,
      },
      placement: needsVpc(places)
        ? { subnetIds: network.applicationSubnetIds, securityGroupIds: [network.applicationSecurityGroupId] }
        : undefined,
      versions: true,
      tags: eventTags(environment, name),
    },
    role: {
      purpose: functionPurpose(name),
      statements: [...statements, ...(source?.statements ?? [])],
      tags: Object.keys(tags).length > 0 ? tags : undefined,
    },
    queueKeyArn: security.streamsKeyArn,
  });
  const release = new FunctionRelease(stack, `function-${name}-release`, {
    site,
    purpose: name,
    function: lambda,
    deployments,
    rollout: environment.application.functionRollout,
  });
  if (source?.kind === "queue") {
    buildQueueTrigger(stack, `function-${name}-queue`, { queueArn: source.arn, aliasArn: release.aliasArn });
  }
  if (source?.kind === "stream") {
    const { aliasArn } = release;
    const { failedQueueArn } = lambda;
    buildStreamTrigger(stack, `function-${name}-stream`, {
      sourceArn: source.arn,
      functionArn: aliasArn,
      failedQueueArn,
    });
  }
  const { arn, functionName, roleName, logGroupName } = lambda;
  const { aliasArn, invokeArn, deploymentGroupName } = release;
  return { arn, functionName, aliasArn, invokeArn, roleName, logGroupName, deploymentGroupName, timeoutSeconds };
}

/** What a function takes its events from, and what its role needs for it. */
interface Source {
  readonly kind: "queue" | "stream";
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * The queue or the stream that triggers a function; none where the recovery strategy keeps no queues. Streams of a recovery
 * environment carry every change of the primary, whose functions handle it: theirs rest.
 */
function sourceOf(foundation: WorkloadFoundation, from: string | undefined): Source | undefined {
  const { site, data, security, messaging, upstream } = foundation;
  if (from === undefined) return undefined;
  const { region } = site;
  const { kind, name } = partsOf(from);
  if (kind === "queues") {
    const queue = messaging.queues[name];
    if (!queue) return undefined;
    const { arn, keyArn: kmsKeyArn } = queue;
    return { kind: "queue", arn, statements: receiveMessages("Messages", { arn, kmsKeyArn, region }) };
  }
  if (upstream) return undefined;
  const streamArn = entryOf(data.tableStreamArns, name);
  const statements = readStream("Table", { streamArn, kmsKeyArn: security.databaseKeyArn, region });
  return { kind: "stream", arn: streamArn, statements };
}

/** What other layers read of functions. */
export function functionOutputs({ byName, deploymentApplicationName }: Functions) {
  const ofEach = (value: (built: BuiltFunction) => string) =>
    Object.fromEntries(Object.entries(byName).map(([name, built]) => [name, value(built)]));
  return {
    functionArns: ofEach(({ arn }) => arn),
    functionAliasArns: ofEach(({ aliasArn }) => aliasArn),
    functionLogGroupNames: ofEach(({ logGroupName }) => logGroupName),
    deploymentApplicationName,
    deploymentGroupNames: ofEach(({ deploymentGroupName }) => deploymentGroupName),
  };
}
