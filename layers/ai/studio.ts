import { readFeatures } from "../../modules/feature-store/grants";
import { featureGroupArns } from "../../modules/feature-store/names";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { readZone } from "../../modules/lake/grants";
import { writeObjects } from "../../modules/storage/grants";
import { StudioDomain } from "../../modules/studio/studio-domain";
import { startPipelines } from "../../modules/studio/studio-permissions";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/**
 * Studio for AI engineers. In a recovery environment only where it is a warm standby: AWS copies no home
 * directories, and no one works there before a failover.
 */
export function buildStudio(stack: LayerStack<AiEnvironment>, foundation: AiFoundation): StudioDomain | undefined {
  const { site, environment, security, network, upstream } = foundation;
  const { studio } = environment.ai;
  if (!studio || (upstream && upstream.strategy !== "warm-standby")) return undefined;

  return new StudioDomain(stack, "studio", {
    site,
    network: {
      vpcId: network.vpcId,
      subnetIds: network.aiSubnetIds,
      securityGroupId: network.aiSecurityGroupId,
    },
    keys: { homesArn: security.volumesKeyArn, outputArn: security.artifactsKeyArn },
    idle: { minutes: studio.idleMinutes, mostMinutes: studio.mostIdleMinutes },
    statements: workOf(foundation),
    people: Object.fromEntries(Object.entries(studio.people).map(([name, { team }]) => [name, { owner: team }])),
  });
}

/** What AI engineers do with data, as their persona may. In production they look, and pipelines do the rest. */
function workOf({ site, environment, security, data }: AiFoundation): PolicyStatement[] {
  const { region } = site;
  const accessTo = (zone: string) => ({
    bucketArn: entryOf(data.zoneBucketArns, zone),
    kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    region,
  });
  const artifacts = accessTo("artifacts");
  const isProduction = environment.tier === "production";
  return [
    ...readZone("Processed", accessTo("processed")),
    ...(isProduction ? readZone("Artifacts", artifacts) : writeObjects("Artifacts", artifacts)),
    ...readFeatures("AllGroups", { arn: featureGroupArns(site), kmsKeyArn: security.lakeKeyArn, region }),
    ...(isProduction ? [] : startPipelines(site)),
  ];
}
