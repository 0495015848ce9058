import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { DescribeModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type Approved, modelName } from "./deployment";
import { placeOf } from "./place";
import type { ModelSettings } from "./settings";

interface Clients {
  readonly sagemaker: Pick<SageMakerClient, "send">;
  readonly objects: Pick<S3Client, "send">;
}

/** Where a version has a file, and what it is called where monitors look for it. */
interface Brought {
  readonly file: string;
  readonly uri: string;
  /** Whether it says which model is asked. */
  readonly names?: boolean;
}

/**
 * Puts what a version brings for its monitors where they look for it. Monitors for which it brings nothing compare with what
 * is there.
 * @returns names of the files
 */
export async function bringBaselines(
  approved: Approved,
  settings: ModelSettings,
  to: NonNullable<ModelSettings["monitoring"]>,
  { sagemaker, objects }: Clients,
): Promise<string[]> {
  const brought = await baselinesOf(sagemaker, approved);
  for (const { file, uri, names } of brought) {
    const target = { Bucket: to.bucket, Key: `${to.folder}/${file}` };
    if (names) {
      const Body = await askingModel(objects, uri, modelName(settings, approved));
      await objects.send(new PutObjectCommand({ ...target, Body }));
    } else {
      await objects.send(new CopyObjectCommand({ ...target, CopySource: encodeURI(uri.replace("s3://", "")) }));
    }
  }
  return brought.map(({ file }) => file);
}

async function baselinesOf(client: Clients["sagemaker"], { packageArn }: Approved): Promise<Brought[]> {
  const { DriftCheckBaselines } = await client.send(new DescribeModelPackageCommand({ ModelPackageName: packageArn }));
  const { ModelDataQuality, ModelQuality, Bias, Explainability } = DriftCheckBaselines ?? {};
  const all: (Omit<Brought, "uri"> & { readonly uri: string | undefined })[] = [
    { file: "statistics.json", uri: ModelDataQuality?.Statistics?.S3Uri },
    { file: "constraints.json", uri: ModelDataQuality?.Constraints?.S3Uri },
    { file: "quality-constraints.json", uri: ModelQuality?.Constraints?.S3Uri },
    { file: "bias.json", uri: Bias?.ConfigFile?.S3Uri },
    { file: "bias-constraints.json", uri: Bias?.PostTrainingConstraints?.S3Uri },
    { file: "explainability.json", uri: Explainability?.ConfigFile?.S3Uri, names: true },
    { file: "explainability-constraints.json", uri: Explainability?.Constraints?.S3Uri },
  ];
  return all.flatMap(({ uri, ...one }) => (uri ? [{ ...one, uri }] : []));
}

/** What Clarify is to measure, with the model whose copy it asks: that of the version, which exists by now. */
async function askingModel(objects: Clients["objects"], uri: string, model: string): Promise<string> {
  const { Body } = await objects.send(new GetObjectCommand(placeOf(uri)));
  const analysis = JSON.parse((await Body?.transformToString()) ?? "{}") as { readonly predictor?: object };
  return JSON.stringify({ ...analysis, predictor: { ...analysis.predictor, model_name: model } });
}
