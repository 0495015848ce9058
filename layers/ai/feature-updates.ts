import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import { writeFeatures } from "../../modules/feature-store/grants";
import { LambdaFunction } from "../../modules/functions/lambda-function";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { readerOf } from "./feature-readers";
import { updateFunction } from "./features-config";
import type { AiFoundation } from "./foundation";
import type { BuiltStream, Carrier } from "./streams";

/** What updates of features build on. */
export interface FeatureUpdatesFoundation extends AiFoundation {
  readonly features: Readonly<Record<string, FeatureGroup>>;
  readonly streams: Readonly<Record<string, BuiltStream>>;
}

/** A function for each feature group that follows a stream: it reads the stream and puts features. */
export function buildFeatureUpdates(stack: LayerStack<AiEnvironment>, foundation: FeatureUpdatesFoundation): void {
  for (const [name, { from }] of Object.entries(foundation.environment.ai.features)) {
    const group = foundation.features[name];
    const carrier = from && foundation.streams[partsOf(from).name]?.carrier;
    // Neither is there where the recovery strategy restores from backups.
    if (group && carrier) buildUpdate(stack, foundation, { name, group, carrier });
  }
}

interface Update {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly carrier: Carrier;
}

function buildUpdate(
  stack: LayerStack<AiEnvironment>,
  foundation: FeatureUpdatesFoundation,
  { name, group, carrier }: Update,
): void {
  const { site, environment, security } = foundation;
  const { organization, name: environmentName } = environment;
  const purpose = updateFunction(name);
  const reader = readerOf(foundation, carrier, purpose);
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
        ...reader.statements,
        ...writeFeatures("Group", { arn: group.arn, kmsKeyArn: security.lakeKeyArn, region: site.region }),
      ],
    },
    queueKeyArn: security.streamsKeyArn,
  });
  reader.start(stack, `${purpose}-update-stream`, lambda);
}
