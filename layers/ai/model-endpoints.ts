import { baselineModel } from "../../modules/models/baseline-model";
import { Endpoint } from "../../modules/models/endpoint";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { uploadCode } from "./model-code";
import { artifactsUri, type ModelFoundation } from "./model-foundation";
import { inputsOf, servingOf } from "./model-settings";
import { tagsOf } from "./responsibility-config";

/** The endpoint of a model; none where the recovery strategy keeps none running. */
export function buildEndpoint(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): Endpoint | undefined {
  const { site, environment, security, upstream, name, model, images, role } = foundation;
  if (upstream && upstream.strategy !== "warm-standby") return undefined;
  const archive = uploadCode(stack, foundation, {
    id: `model-${name}-first`,
    key: `models/${name}/first/model.tar.gz`,
    content: baselineModel(inputsOf(model), jobFile("models/inference.py")),
    once: true,
  });
  return new Endpoint(stack, `model-${name}-endpoint`, {
    site,
    model: name,
    settings: servingOf(environment, model),
    place: {
      network: jobNetworkOf(foundation),
      roleArn: role.arn,
      kmsKeyArn: security.artifactsKeyArn,
      artifacts: artifactsUri(foundation),
    },
    first: { image: images.xgboost, archive: `s3://${archive.bucket}/${archive.key}` },
    tags: tagsOf(model),
  });
}
