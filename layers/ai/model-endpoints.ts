import type { S3Object } from "@cdktf/provider-aws/lib/s3-object";
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

/** What is served until the first version is approved. */
export function uploadFirst(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): S3Object {
  const { name, model } = foundation;
  return uploadCode(stack, foundation, {
    id: `model-${name}-first`,
    key: `models/${name}/first/model.tar.gz`,
    content: baselineModel(inputsOf(model), jobFile("models/inference.py")),
    once: true,
  });
}

/** The endpoint of a model; none where pods serve it, and where the recovery strategy keeps none running. */
export function buildEndpoint(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): Endpoint | undefined {
  const { site, environment, security, upstream, name, model, images, role } = foundation;
  if (model.serving.on === "eks" || (upstream && upstream.strategy !== "warm-standby")) return undefined;
  const archive = uploadFirst(stack, foundation);
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
