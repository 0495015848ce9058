import { GlueTrigger } from "@cdktf/provider-aws/lib/glue-trigger";
import { locationOf, prefixOf } from "../../modules/catalog/lake-prefix";
import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import { restoreFeatures } from "../../modules/feature-store/grants";
import { historiesFolder } from "../../modules/feature-store/names";
import { featuresFolder } from "../../modules/lake/folders";
import { readObjects } from "../../modules/storage/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { Names } from "../../platform/names";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import type { FeatureJobsFoundation } from "./feature-jobs";
import { featureSparkJob, type Script, uploadScript } from "./feature-spark";
import { type FeatureGroupConfig, restorePurpose } from "./features-config";

/** When a warm standby fills its online stores, in UTC. */
const whileWaiting = "cron(45 0/6 * * ? *)";

/** Workers of a run, and its longest time: a group of millions of records takes minutes. */
const capacity = { maxWorkers: 10, timeoutMinutes: 120 };

interface Restored {
  readonly name: string;
  readonly config: FeatureGroupConfig;
  readonly online: NonNullable<FeatureGroupConfig["online"]>;
  readonly group: FeatureGroup;
  readonly script: Script;
}

/**
 * In a recovery environment, a job for each group with an online store: AWS copies no online store to another region, but S3
 * copies its history. A trigger starts the job on the day of a failover; in a warm standby, a schedule does it before that
 * too. None in a primary, and where the recovery strategy keeps no features.
 */
export function buildFeatureRestores(stack: LayerStack<AiEnvironment>, foundation: FeatureJobsFoundation): void {
  const { environment, features, upstream } = foundation;
  if (!upstream) return;
  const restored = Object.entries(environment.ai.features).flatMap(([name, config]) => {
    const { [name]: group } = features;
    return group && config.online ? [{ name, config, online: config.online, group }] : [];
  });
  if (restored.length === 0) return;
  const script = uploadScript(stack, foundation, "features-restore-script", "restore_features.py");
  for (const one of restored) buildRestore(stack, foundation, { ...one, script });
}

function buildRestore(stack: LayerStack<AiEnvironment>, foundation: FeatureJobsFoundation, restored: Restored): void {
  const { site, upstream } = foundation;
  const { name } = restored;
  const id = `features-${name}-restore`;
  const purpose = restorePurpose(name);
  const job = featureSparkJob(stack, foundation, {
    id,
    purpose,
    description: `Fills the online store of ${name} from the history of the primary.`,
    script: restored.script,
    ...restoring(foundation, restored),
    capacity,
  });
  const actions = [{ jobName: job.jobName }];
  new GlueTrigger(stack, `${id}-now`, {
    name: site.names.of("glue", `${purpose}-now`),
    description: `Fills the online store of ${name} now.`,
    type: "ON_DEMAND",
    actions,
  });
  if (upstream?.strategy !== "warm-standby") return;
  new GlueTrigger(stack, `${id}-start`, {
    name: site.names.of("glue", `${purpose}-start`),
    description: `Fills the online store of ${name} while the primary works.`,
    type: "SCHEDULED",
    schedule: whileWaiting,
    enabled: true,
    actions,
    // It is stopped on the day of a failover, and the next plan leaves it so.
    lifecycle: { ignoreChanges: ["enabled"] },
  });
}

/** Arguments and permissions of the job: it reads the history of one group, and changes the online store of another. */
function restoring(
  { site, security, data, upstream }: FeatureJobsFoundation,
  { name, config, online, group }: Restored,
) {
  if (!upstream) throw new Error("A primary restores nothing.");
  const { recordId, eventTime, features } = config;
  const zone = {
    bucketName: entryOf(data.zoneBucketNames, "processed"),
    arn: entryOf(data.zoneBucketArns, "processed"),
  };
  const histories = historiesFolder(featuresFolder, upstream.environment);
  const history = new Names(upstream.environment).of("feature-group", name);
  const types = Object.entries(features).map(([feature, { type }]) => `${feature}:${type}`);
  return {
    arguments: {
      "--source": locationOf(prefixOf(zone, histories)),
      "--history": history,
      "--group": group.groupName,
      "--record-id": recordId,
      "--event-time": eventTime,
      "--features": [`${recordId}:text`, `${eventTime}:text`, ...types.sort()].join(","),
      "--ttl-days": String(online.ttlDays),
    },
    statements: [
      // Folders end with a time that AWS makes up: the job looks for them.
      {
        sid: "FindHistories",
        actions: "s3:ListBucket",
        resources: zone.arn,
        conditions: { StringLike: { "s3:prefix": [histories, histories.replace(/\/$/, "")] } },
      },
      ...readObjects("History", {
        bucketArn: zone.arn,
        prefix: `${histories}${history}-`,
        kmsKeyArn: entryOf(data.zoneKeyArns, "processed"),
        region: site.region,
      }),
      ...restoreFeatures("Group", { arn: group.arn, kmsKeyArn: security.lakeKeyArn, region: site.region }),
    ],
  };
}
