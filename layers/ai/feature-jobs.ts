import { GlueTrigger } from "@cdktf/provider-aws/lib/glue-trigger";
import { locationOf, prefixOf } from "../../modules/catalog/lake-prefix";
import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import { writeFeatures } from "../../modules/feature-store/grants";
import { eventsFolder } from "../../modules/lake/folders";
import { readObjects } from "../../modules/storage/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { featureSparkJob, uploadScript } from "./feature-spark";
import { computingJob, type FeatureJobConfig } from "./features-config";
import type { AiFoundation } from "./foundation";

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
  const { site, security, data, upstream } = foundation;
  const { region } = site;
  const id = `features-${name}-job`;
  const zone = {
    bucketName: entryOf(data.zoneBucketNames, "processed"),
    arn: entryOf(data.zoneBucketArns, "processed"),
  };
  const job = featureSparkJob(stack, foundation, {
    id,
    purpose: `features-${name}`,
    description: `Computes the features of ${name}.`,
    script: uploadScript(stack, foundation, `${id}-script`, computingJob(name)),
    statements: [
      ...readObjects("Events", {
        bucketArn: zone.arn,
        prefix: eventsFolder,
        kmsKeyArn: entryOf(data.zoneKeyArns, "processed"),
        region,
      }),
      ...writeFeatures("Group", { arn: group.arn, kmsKeyArn: security.lakeKeyArn, region }),
    ],
    arguments: { "--group": group.groupName, "--source": locationOf(prefixOf(zone, eventsFolder)) },
    capacity: { maxWorkers: workers, timeoutMinutes },
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
