import { SagemakerFeatureGroup } from "@cdktf/provider-aws/lib/sagemaker-feature-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type LakePrefix, locationOf, objectsOf } from "../catalog/lake-prefix";
import { keyActions, useKey } from "../encryption/grants";
import { ServiceRole } from "../identity/service-role";
import { FeatureTable } from "./feature-table";
import { type Feature, featureTypes } from "./feature-types";
import { featuresRolePurpose } from "./names";

export interface FeatureGroupProps {
  readonly site: Site;
  readonly group: FeatureGroupDefinition;
  readonly online?: OnlineStore;
  readonly offline: OfflineStore;
}

export interface FeatureGroupDefinition {
  /** What the features are of, as in "customer"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  /** All features, record id and event time among them. Their order is the order of columns. */
  readonly features: readonly Feature[];
  /** Feature that says which record it is. */
  readonly recordId: string;
  /** Feature that says when the values held. */
  readonly eventTime: string;
  /** How sensitive the values are, as a tag says. */
  readonly classification: "restricted" | "confidential";
}

/** The latest values of each record, read within milliseconds. */
export interface OnlineStore {
  /** Days after its event time that a record is deleted. */
  readonly ttlDays: number;
  readonly kmsKeyArn: string;
}

/** All values of each record, in the lake. */
export interface OfflineStore {
  readonly data: LakePrefix;
  readonly kmsKeyArn: string;
  /** Glue database that gets the table. */
  readonly databaseName: string;
}

/**
 * A feature group: its definition, its stores under customer-managed keys, and the table of its history. AWS changes no
 * feature after it was defined, and the provider would delete the group with its data to add one: definitions are left
 * alone, and additions are made by those who change the file (layers/ai/README.md).
 */
export class FeatureGroup extends Construct {
  readonly arn: string;
  readonly groupName: string;
  readonly tableName: string;
  /** Where the history of the group is in S3. */
  readonly historyUri: string;

  constructor(scope: Construct, id: string, props: FeatureGroupProps) {
    super(scope, id);
    const { site, group, online, offline } = props;
    const { purpose, description, features } = group;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: featuresRolePurpose(purpose),
      description: `Writes the features of ${purpose} to the lake.`,
      service: "sagemaker.amazonaws.com",
      statements: [
        // docs.aws.amazon.com/sagemaker/latest/dg/feature-store-adding-policies.html
        { sid: "FindBucket", actions: ["s3:GetBucketAcl", "s3:GetBucketLocation"], resources: offline.data.bucketArn },
        { sid: "PutFeatures", actions: ["s3:PutObject", "s3:PutObjectAcl"], resources: objectsOf(offline.data) },
        useKey({
          sid: "EncryptFeatures",
          actions: keyActions.write,
          keyArns: offline.kmsKeyArn,
          region: site.region,
          through: "s3",
        }),
      ],
    });
    const tableName = `features_${purpose.replaceAll("-", "_")}`;
    const built = new SagemakerFeatureGroup(this, "group", {
      featureGroupName: site.names.of("feature-group", purpose),
      description,
      recordIdentifierFeatureName: group.recordId,
      eventTimeFeatureName: group.eventTime,
      roleArn: role.arn,
      featureDefinition: features.map(({ name, type }) => ({
        featureName: name,
        featureType: featureTypes[type].feature,
      })),
      onlineStoreConfig: online && {
        enableOnlineStore: true,
        securityConfig: { kmsKeyId: online.kmsKeyArn },
        ttlDuration: { unit: "Days", value: online.ttlDays },
      },
      offlineStoreConfig: {
        disableGlueTableCreation: true,
        tableFormat: "Glue",
        dataCatalogConfig: { catalog: "AwsDataCatalog", database: offline.databaseName, tableName },
        s3StorageConfig: {
          // Feature Store takes a location without a slash at its end.
          s3Uri: locationOf(offline.data).replace(/\/$/, ""),
          kmsKeyId: offline.kmsKeyArn,
        },
      },
      tags: { classification: group.classification },
      // Either would replace the group. Its table in the catalog has the present description.
      lifecycle: { ignoreChanges: ["feature_definition", "description"] },
      // Feature Store checks at creation that the role may write.
      dependsOn: [role.policy],
    });
    new FeatureTable(this, "history", {
      databaseName: offline.databaseName,
      tableName,
      description,
      location: built.offlineStoreConfig.s3StorageConfig.resolvedOutputS3Uri,
      features,
    });
    this.arn = built.arn;
    this.groupName = built.featureGroupName;
    this.tableName = tableName;
    this.historyUri = built.offlineStoreConfig.s3StorageConfig.resolvedOutputS3Uri;
  }
}
