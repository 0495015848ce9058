import { GetObjectCommand } from "@aws-sdk/client-s3";
import { CreateModelCardCommand, DescribeModelPackageCommand, UpdateModelCardCommand } from "@aws-sdk/client-sagemaker";
import { cardOf, reportOf } from "./card";
import { modelName, unlessThere } from "./deployment";
import type { Operation } from "./operation";
import { placeOf } from "./place";
import type { ModelSettings } from "./settings";

/**
 * Writes the card of a registered version for the person who approves it, and marks it as approved later.
 * Running it again changes nothing.
 */
export async function keepCard(
  packageArn: string,
  status: "PendingReview" | "Approved",
  settings: ModelSettings,
  { sagemaker, objects }: Pick<Operation, "objects" | "sagemaker">,
): Promise<void> {
  const described = await sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: packageArn }));
  const version = described.ModelPackageVersion;
  const report = described.ModelMetrics?.ModelQuality?.Statistics?.S3Uri;
  const archive = described.InferenceSpecification?.Containers?.[0]?.ModelDataUrl;
  // Registered by hand: nothing was measured that a card could say.
  if (version === undefined || !report || !archive) return;
  const ModelCardName = modelName(settings, { packageArn, version });
  const { Body } = await objects.send(new GetObjectCommand(placeOf(report)));
  const content = cardOf(settings.card, {
    name: settings.packageGroupName,
    version,
    packageArn,
    archive,
    report: reportOf((await Body?.transformToString()) ?? ""),
  });
  const isNew = await unlessThere(
    sagemaker.send(
      new CreateModelCardCommand({
        ModelCardName,
        ModelCardStatus: status,
        Content: JSON.stringify(content),
        SecurityConfig: { KmsKeyId: settings.card.keyArn },
      }),
    ),
  );
  if (isNew || status !== "Approved") return;
  await sagemaker.send(new UpdateModelCardCommand({ ModelCardName, ModelCardStatus: status }));
}
