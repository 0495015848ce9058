import { type Analyses, askingModel } from "../../modules/models/analyses";
import { baselineConstraints, baselineStatistics } from "../../modules/models/baseline-model";
import type { Endpoint } from "../../modules/models/endpoint";
import { ModelMonitors } from "../../modules/models/model-monitors";
import {
  type AnalyzedMonitor,
  analysisFiles,
  type Baselines,
  constraintsFiles,
  type Monitor,
} from "../../modules/models/monitor-settings";
import type { LayerStack } from "../../platform/layer-stack";
import { defaultTags } from "../../platform/tags";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { analysesOf } from "./model-analyses";
import { uploadCode } from "./model-code";
import { artifactsUri, type ModelFoundation, monitoringFolder } from "./model-foundation";
import type { ModelConfig } from "./models-config";
import { tagsOf } from "./responsibility-config";

interface MonitorsFoundation extends ModelFoundation {
  readonly endpoint: Endpoint;
}

/** What is watched about a model; in a recovery environment nothing, until it serves in earnest. */
export function buildMonitors(
  stack: LayerStack<AiEnvironment>,
  foundation: MonitorsFoundation,
): ModelMonitors | undefined {
  const { site, environment, security, upstream, name, model, images, role, endpoint } = foundation;
  const monitors = monitorsOf(model);
  if (upstream || monitors.length === 0) return undefined;
  const { everyHours, instanceType, maxMinutes } = environment.ai.modelMonitoring;
  return new ModelMonitors(stack, `model-${name}-monitors`, {
    site,
    model: name,
    monitors,
    endpointName: endpoint.endpointName,
    images,
    settings: { everyHours, instanceType, maxMinutes },
    place: {
      network: jobNetworkOf(foundation),
      roleArn: role.arn,
      kmsKeyArn: security.artifactsKeyArn,
      artifacts: artifactsUri(foundation),
    },
    baselines: uploadBaselines(stack, foundation),
    // Cloud Control knows no default tags.
    tags: { ...defaultTags(environment, "ai"), ...tagsOf(model) },
  });
}

/** The monitors of a model, as the file asks for them. */
export function monitorsOf({ monitors }: ModelConfig): Monitor[] {
  return [
    ...(monitors.dataQuality ? (["data-quality"] as const) : []),
    ...(monitors.modelQuality ? (["model-quality"] as const) : []),
    ...(monitors.bias ? (["bias"] as const) : []),
    ...(monitors.explainability ? (["explainability"] as const) : []),
  ];
}

/** What monitors compare with until a version is deployed, which brings its own. */
function uploadBaselines(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): Baselines {
  const { name, site, model } = foundation;
  const upload = (file: string, content: string) => {
    const { bucket, key } = uploadCode(stack, foundation, {
      id: `model-${name}-${file.replace(".json", "")}`,
      key: `${monitoringFolder(name)}/${file}`,
      content: new TextEncoder().encode(content),
      once: true,
    });
    return `s3://${bucket}/${key}`;
  };
  const analyses = Object.entries(analysesOf(foundation)) as [AnalyzedMonitor, Analyses][];
  const first = site.names.of("sagemaker", `${name}-first`);
  return {
    statistics: upload("statistics.json", baselineStatistics),
    constraints: Object.fromEntries(
      monitorsOf(model).map((monitor) => [monitor, upload(constraintsFiles[monitor], baselineConstraints[monitor])]),
    ),
    analyses: Object.fromEntries(
      analyses.map(([monitor, { monitor: analysis }]) => [
        monitor,
        upload(analysisFiles[monitor], JSON.stringify(askingModel(analysis, first))),
      ]),
    ),
  };
}
