import { Fn } from "cdktf";
import { SparkJob } from "../../modules/catalog/spark-job";
import { keyActions, useKey } from "../../modules/encryption/grants";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import { uploadCode } from "./model-code";

/** A script in the code bucket. */
export interface Script {
  readonly bucketName: string;
  readonly key: string;
}

/** Uploads a script of the folder `jobs`. */
export function uploadScript(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
  id: string,
  file: string,
): Script {
  const { bucket, key } = uploadCode(stack, foundation, { id, key: `jobs/${file}`, content: jobFile(file) });
  return { bucketName: bucket, key };
}

/** A Spark job for features, and what it may do in addition to running. */
export interface FeatureProgram {
  readonly id: string;
  /** What it is for, as in "features-customer"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  readonly script: Script;
  readonly statements: readonly PolicyStatement[];
  readonly arguments: Readonly<Record<string, string>>;
  readonly capacity: { readonly maxWorkers: number; readonly timeoutMinutes: number };
}

/** A Spark job in the data tier. */
export function featureSparkJob(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security, network, data }: AiFoundation,
  { id, purpose, description, script, statements, arguments: given, capacity }: FeatureProgram,
): SparkJob {
  const { region } = site;
  return new SparkJob(stack, id, {
    site,
    program: {
      purpose,
      description,
      scriptLocation: `s3://${script.bucketName}/${script.key}`,
      statements: [
        {
          sid: "ReadScript",
          actions: "s3:GetObject",
          resources: `arn:aws:s3:::${data.codeBucketName}/${script.key}`,
        },
        useKey({
          sid: "DecryptScript",
          actions: keyActions.read,
          keyArns: security.artifactsKeyArn,
          region,
          through: "s3",
        }),
        ...statements,
        {
          sid: "PutMetrics",
          actions: "cloudwatch:PutMetricData",
          resources: "*",
          conditions: { StringEquals: { "cloudwatch:namespace": "Glue" } },
        },
      ],
      arguments: given,
    },
    capacity: { workerType: "G.1X", ...capacity },
    security: {
      plainName: site.names.of("glue", "lake"),
      configurationName: data.jobSecurityConfigurationName,
    },
    network: {
      connectionNames: environment.zones.map((_, index) => Fn.element([...data.jobConnectionNames], index)),
      subnetIds: environment.zones.map((_, index) => Fn.element([...network.dataSubnetIds], index)),
      securityGroupId: network.dataSecurityGroupId,
    },
  });
}
