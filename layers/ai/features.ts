import { prefixOf } from "../../modules/catalog/lake-prefix";
import { FeatureGroup, type FeatureGroupDefinition } from "../../modules/feature-store/feature-group";
import { featuresFolder } from "../../modules/lake/folders";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { type FeatureGroupConfig, type PersonalData, personalData } from "./features-config";
import type { AiFoundation } from "./foundation";

/** The feature groups of the environment by name. None where the recovery strategy restores from backups. */
export function buildFeatures(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
): Readonly<Record<string, FeatureGroup>> {
  const { site, environment, security, data, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return {};

  const zone = {
    bucketName: entryOf(data.zoneBucketNames, "processed"),
    arn: entryOf(data.zoneBucketArns, "processed"),
  };
  return Object.fromEntries(
    Object.entries(environment.ai.features).map(([name, config]) => [
      name,
      new FeatureGroup(stack, `features-${name}`, {
        site,
        group: definitionOf(name, config),
        online: config.online && { ttlDays: config.online.ttlDays, kmsKeyArn: security.lakeKeyArn },
        offline: {
          data: prefixOf(zone, featuresFolder),
          kmsKeyArn: entryOf(data.zoneKeyArns, "processed"),
          databaseName: entryOf(data.catalogDatabaseNames, "processed"),
        },
      }),
    ]),
  );
}

/** A group with all its features; their order in the file means nothing. */
function definitionOf(
  purpose: string,
  { description, recordId, eventTime, features }: FeatureGroupConfig,
): FeatureGroupDefinition {
  const others = Object.entries(features)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, feature]) => ({ name, type: feature.type, description: feature.description ?? "" }));
  return {
    purpose,
    description,
    recordId,
    eventTime,
    features: [
      { name: recordId, type: "text", description: "Which record it is." },
      { name: eventTime, type: "text", description: "When the values held." },
      ...others,
    ],
    classification: classificationOf(Object.values(features).map(({ pii }) => pii)),
  };
}

/** How sensitive a group is whose features say that much of a person. A record id alone is a pseudonym. */
function classificationOf(pii: readonly PersonalData[]): FeatureGroupDefinition["classification"] {
  const most = Math.max(personalData.indexOf("pseudonymous"), ...pii.map((one) => personalData.indexOf(one)));
  return personalData[most] === "direct" ? "restricted" : "confidential";
}

/** What the contract says of features. */
export function featureOutputs(groups: Readonly<Record<string, FeatureGroup>>) {
  const ofEach = (value: (group: FeatureGroup) => string) =>
    Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, value(group)]));
  return {
    featureGroupNames: ofEach(({ groupName }) => groupName),
    featureGroupArns: ofEach(({ arn }) => arn),
    featureTableNames: ofEach(({ tableName }) => tableName),
  };
}
