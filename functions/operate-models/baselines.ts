import { CopyObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { DescribeModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { Approved } from "./deployment";
import type { ModelSettings } from "./settings";

interface Clients {
  readonly sagemaker: Pick<SageMakerClient, "send">;
  readonly objects: Pick<S3Client, "send">;
}

/**
 * Puts what a version brings for its monitors where they look for it. Monitors for which it brings nothing compare with what
 * is there.
 * @returns names of the files
 */
export async function bringBaselines(
  { packageArn }: Approved,
  to: NonNullable<ModelSettings["monitoring"]>,
  { sagemaker, objects }: Clients,
): Promise<string[]> {
  const brought = await baselinesOf(sagemaker, packageArn);
  for (const [file, uri] of brought) {
    await objects.send(
      new CopyObjectCommand({
        Bucket: to.bucket,
        Key: `${to.folder}/${file}`,
        CopySource: encodeURI(uri.replace("s3://", "")),
      }),
    );
  }
  return brought.map(([file]) => file);
}

/** Where the files are, by what they are called where monitors look for them. */
async function baselinesOf(client: Clients["sagemaker"], packageArn: string): Promise<[file: string, uri: string][]> {
  const { DriftCheckBaselines } = await client.send(new DescribeModelPackageCommand({ ModelPackageName: packageArn }));
  const { ModelDataQuality, ModelQuality } = DriftCheckBaselines ?? {};
  const files: [string, string | undefined][] = [
    ["statistics.json", ModelDataQuality?.Statistics?.S3Uri],
    ["constraints.json", ModelDataQuality?.Constraints?.S3Uri],
    ["quality-constraints.json", ModelQuality?.Constraints?.S3Uri],
  ];
  return files.flatMap(([file, uri]): [string, string][] => (uri ? [[file, uri]] : []));
}
