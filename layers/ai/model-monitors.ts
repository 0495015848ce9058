import { baselineConstraints, baselineStatistics } from "../../modules/models/baseline-model";
import type { Endpoint } from "../../modules/models/endpoint";
import { ModelMonitors } from "../../modules/models/model-monitors";
import { constraintsFiles, type Monitor } from "../../modules/models/monitor-settings";
import type { LayerStack } from "../../platform/layer-stack";
import { defaultTags } from "../../platform/tags";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { uploadCode } from "./model-code";
import { artifactsUri, type ModelFoundation, monitoringFolder } from "./model-foundation";
import { inputsOf, jobsOf } from "./model-settings";
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
function uploadBaselines(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation) {
  const { name, environment, model } = foundation;
  const upload = (file: string, content: string) => {
    const { bucket, key } = uploadCode(stack, foundation, {
      id: `model-${name}-${file.replace(".json", "")}`,
      key: `${monitoringFolder(name)}/${file}`,
      content: new TextEncoder().encode(content),
      once: true,
    });
    return `s3://${bucket}/${key}`;
  };
  const headers = inputsOf(model);
  const { bias, explainability } = model.monitors;
  const common = { version: "1.0", dataset_type: "text/csv", headers };
  return {
    statistics: upload("statistics.json", baselineStatistics),
    constraints: {
      "data-quality": upload(constraintsFiles["data-quality"], baselineConstraints["data-quality"]),
      ...(model.monitors.modelQuality && {
        "model-quality": upload(constraintsFiles["model-quality"], baselineConstraints["model-quality"]),
      }),
    },
    analyses: {
      ...(bias && {
        bias: upload(
          "bias.json",
          JSON.stringify({
            ...common,
            label: "label",
            label_values_or_threshold: [1],
            // Theirs in the file means nothing.
            facet: [{ name_or_index: bias.facet, value_or_threshold: [...bias.values].sort() }],
            methods: { post_training_bias: { methods: "all" }, report: { name: "report", title: "Bias" } },
          }),
        ),
      }),
      ...(explainability && {
        explainability: upload(
          "explainability.json",
          JSON.stringify({
            ...common,
            methods: {
              shap: { num_clusters: 1, num_samples: 100, agg_method: "mean_abs", save_local_shap_values: false },
            },
            predictor: {
              model_name: foundation.site.names.of("sagemaker", `${name}-first`),
              instance_type: jobsOf(environment, model).instanceType,
              initial_instance_count: 1,
              accept_type: "text/csv",
              content_type: "text/csv",
            },
          }),
        ),
      }),
    },
  };
}
