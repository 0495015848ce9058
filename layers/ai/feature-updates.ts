import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import { writeFeatures } from "../../modules/feature-store/grants";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { buildStreamTrigger } from "../../modules/functions/stream-trigger";
import { readAsConsumer, readRecords } from "../../modules/streams/grants";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { updateFunction } from "./features-config";
import type { AiFoundation } from "./foundation";
import type { BuiltStream } from "./streams";

/** What updates of features build on. */
export interface FeatureUpdatesFoundation extends AiFoundation {
  readonly features: Readonly<Record<string, FeatureGroup>>;
  readonly streams: Readonly<Record<string, BuiltStream>>;
}

/** A function for each feature group that follows a stream: it reads the stream and puts features. */
export function buildFeatureUpdates(stack: LayerStack<AiEnvironment>, foundation: FeatureUpdatesFoundation): void {
  for (const [name, { from }] of Object.entries(foundation.environment.ai.features)) {
    const group = foundation.features[name];
    const stream = from && foundation.streams[partsOf(from).name]?.stream;
    // Neither is there where the recovery strategy restores from backups.
    if (group && stream) buildUpdate(stack, foundation, { name, group, stream });
  }
}

interface Update {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly stream: NonNullable<BuiltStream["stream"]>;
}

function buildUpdate(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security }: FeatureUpdatesFoundation,
  { name, group, stream }: Update,
): void {
  const { organization, name: environmentName, ai } = environment;
  const { region } = site;
  const purpose = updateFunction(name);
  const consumerArn = ai.streaming.readers === "dedicated" ? stream.addConsumer(site, purpose) : undefined;
  const access = { arn: stream.arn, kmsKeyArn: stream.kmsKeyArn, region };
  const lambda = new LambdaFunction(stack, `${purpose}-update`, {
    site,
    purpose,
    description: `Keeps the features of ${name} up to date with a stream.`,
    code: stack.asset(`${purpose}.zip`, functionCode(purpose)),
    settings: {
      timeoutSeconds: 60,
      memoryMiB: 512,
      environment: {
        variables: {
          FEATURES_NAME: group.groupName,
          POWERTOOLS_SERVICE_NAME: purpose,
          POWERTOOLS_METRICS_NAMESPACE: `${organization}/${environmentName}`,
        },
        kmsKeyArn: security.secretsKeyArn,
      },
    },
    role: {
      statements: [
        ...(consumerArn ? readAsConsumer("Records", access, consumerArn) : readRecords("Records", access)),
        ...writeFeatures("Group", { arn: group.arn, kmsKeyArn: security.lakeKeyArn, region }),
      ],
    },
    queueKeyArn: security.streamsKeyArn,
  });
  buildStreamTrigger(stack, `${purpose}-update-stream`, {
    sourceArn: consumerArn ?? stream.arn,
    functionArn: lambda.arn,
    failedQueueArn: lambda.failedQueueArn,
  });
}
