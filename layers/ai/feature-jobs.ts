import { GlueTrigger } from "@cdktf/provider-aws/lib/glue-trigger";
import { Fn } from "cdktf";
import { locationOf, objectsOf, prefixOf } from "../../modules/catalog/lake-prefix";
import { SparkJob } from "../../modules/catalog/spark-job";
import { keyActions, useKey } from "../../modules/encryption/grants";
import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import { writeFeatures } from "../../modules/feature-store/grants";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { eventsFolder } from "../../modules/lake/folders";
import { readObjects } from "../../modules/storage/grants";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { computingJob, type FeatureJobConfig } from "./features-config";
import type { AiFoundation } from "./foundation";
import { uploadCode } from "./model-code";

/** What jobs for features build on. */
export interface FeatureJobsFoundation extends AiFoundation {
  readonly features: Readonly<Record<string, FeatureGroup>>;
}

/**
 * A job for each feature group that has a schedule: it computes the features from the table of events and puts them. In a
 * recovery environment it rests until the day.
 */
export function buildFeatureJobs(stack: LayerStack<AiEnvironment>, foundation: FeatureJobsFoundation): void {
  for (const [name, { job }] of Object.entries(foundation.environment.ai.features)) {
    const group = foundation.features[name];
    if (group && job) buildJob(stack, foundation, { name, group, job });
  }
}

interface Computation {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly job: FeatureJobConfig;
}

function buildJob(
  stack: LayerStack<AiEnvironment>,
  foundation: FeatureJobsFoundation,
  { name, group, job: { schedule, workers, timeoutMinutes } }: Computation,
): void {
  const { site, environment, network, data, upstream } = foundation;
  const file = computingJob(name);
  const id = `features-${name}-job`;
  const script = uploadCode(stack, foundation, { id: `${id}-script`, key: `jobs/${file}`, content: jobFile(file) });
  const zone = {
    bucketName: entryOf(data.zoneBucketNames, "processed"),
    arn: entryOf(data.zoneBucketArns, "processed"),
  };
  const job = new SparkJob(stack, id, {
    site,
    program: {
      purpose: `features-${name}`,
      description: `Computes the features of ${name}.`,
      scriptLocation: `s3://${script.bucket}/${script.key}`,
      statements: permissions(foundation, group, file),
      arguments: { "--group": group.groupName, "--source": locationOf(prefixOf(zone, eventsFolder)) },
    },
    capacity: { workerType: "G.1X", maxWorkers: workers, timeoutMinutes },
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
  new GlueTrigger(stack, `${id}-start`, {
    name: site.names.of("glue", `features-${name}-start`),
    description: `Starts the job for the features of ${name}.`,
    type: "SCHEDULED",
    schedule,
    enabled: upstream === undefined,
    actions: [{ jobName: job.jobName }],
    // One that rests is started on the day of a failover, and the next plan leaves it so.
    lifecycle: upstream && { ignoreChanges: ["enabled"] },
  });
}

/** What a job for features may do: read its script and the events, and put features. */
function permissions({ site, security, data }: AiFoundation, group: FeatureGroup, file: string): PolicyStatement[] {
  const { region } = site;
  const code = prefixOf({ bucketName: data.codeBucketName, arn: `arn:aws:s3:::${data.codeBucketName}` }, "jobs/");
  return [
    { sid: "ReadScript", actions: "s3:GetObject", resources: objectsOf(code).replace(/\*$/, file) },
    useKey({
      sid: "DecryptScript",
      actions: keyActions.read,
      keyArns: security.artifactsKeyArn,
      region,
      through: "s3",
    }),
    ...readObjects("Events", {
      bucketArn: entryOf(data.zoneBucketArns, "processed"),
      prefix: eventsFolder,
      kmsKeyArn: entryOf(data.zoneKeyArns, "processed"),
      region,
    }),
    ...writeFeatures("Group", { arn: group.arn, kmsKeyArn: security.lakeKeyArn, region }),
    {
      sid: "PutMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringEquals: { "cloudwatch:namespace": "Glue" } },
    },
  ];
}
