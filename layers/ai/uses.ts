import { readFeatures, writeFeatures } from "../../modules/feature-store/grants";
import { featureGroupArn } from "../../modules/feature-store/names";
import type { Access, Kinds } from "../../modules/identity/access";
import { serviceUrl } from "../../modules/kubernetes/service-url";
import { endpointArn, invokeEndpoint } from "../../modules/models/grants";
import { modelServerPort, modelService } from "../../modules/models/model-service";
import { sendRecords } from "../../modules/streams/grants";
import { sendToTopic } from "../../modules/streams/kafka-grants";
import { kafkaClusterName } from "../../modules/streams/kafka-names";
import { streamArn } from "../../modules/streams/stream-arn";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { securityOutputs } from "../security/outputs";

/** What a layer knows whose services and functions use what the ai layer offers. */
type AiUsers = Pick<Foundation, "site" | "upstream"> & {
  /** What carries each stream, and what serves each model. */
  readonly environment: {
    readonly ai: {
      readonly streams: Readonly<Record<string, { readonly engine: string }>>;
      readonly models: Readonly<Record<string, { readonly serving: { readonly on: string } }>>;
    };
  };
  readonly security: ContractValues<typeof securityOutputs>;
};

/**
 * What using the offers of the `ai` section comes to. All of it follows from names: the application layer is applied
 * before this one.
 */
export function aiUses({ site, environment, security, upstream }: AiUsers): Kinds {
  const { region, names } = site;
  const hasEndpoints = !upstream || upstream.strategy === "warm-standby";
  const hasStores = upstream?.strategy !== "backup-restore";
  return {
    models: ({ name, what }): Access | undefined => {
      if (environment.ai.models[name]?.serving.on === "eks") {
        // Who may call it, network policies say.
        const url = serviceUrl(modelService(name), modelServerPort);
        return hasStores ? { statements: [], variables: { URL: url }, places: [] } : undefined;
      }
      if (!hasEndpoints) return undefined;
      return {
        statements: [invokeEndpoint(what, endpointArn(site, name))],
        variables: { NAME: names.of("sagemaker", name) },
        places: ["sagemaker.runtime"],
      };
    },

    features: ({ name, what, level }) => {
      if (!hasStores) return undefined;
      const access = { arn: featureGroupArn(site, name), kmsKeyArn: security.lakeKeyArn, region };
      return {
        statements: level === "write" ? writeFeatures(what, access) : readFeatures(what, access),
        variables: { NAME: names.of("feature-group", name) },
        places: ["sagemaker.featurestore-runtime"],
      };
    },

    streams: ({ name, what }): Access | undefined => {
      if (!hasStores) return undefined;
      if (environment.ai.streams[name]?.engine === "kafka") {
        return {
          statements: sendToTopic(what, site, name),
          // Brokers are found by the name of the cluster: AWS makes up their addresses.
          variables: { NAME: name, CLUSTER: kafkaClusterName(site) },
          places: ["brokers", "internet"],
        };
      }
      const access = { arn: streamArn(site, name), kmsKeyArn: security.streamsKeyArn, region };
      return {
        statements: sendRecords(what, access),
        variables: { NAME: names.of("kinesis-stream", name) },
        places: ["kinesis-streams"],
      };
    },
  };
}
