import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { publishedFiles } from "../../modules/cdn/pages";
import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import { pageFiles } from "../../platform/site-files";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";

/** The static pages, in a bucket that only CloudFront reads. */
export function buildSite(
  stack: LayerStack<PresentationEnvironment>,
  foundation: PresentationFoundation,
): PrivateBucket {
  const { site, security } = foundation;
  const { account } = site;
  const bucket = new PrivateBucket(stack, "site", {
    site,
    purpose: "site",
    kmsKeyArn: security.artifactsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    statements: (bucketArn) => [
      {
        sid: "ReadByCloudFront",
        principal: { service: "cloudfront.amazonaws.com" },
        // Without the right to list, what is not there is forbidden instead.
        actions: ["s3:GetObject", "s3:ListBucket"],
        resources: [bucketArn, `${bucketArn}/*`],
        // Those of the primary read the copy in the recovery region too.
        conditions: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
      },
    ],
  });
  publish(stack, bucket);
  return bucket;
}

/** Pages come after what they refer to, which stays until they have changed. */
function publish(stack: LayerStack<PresentationEnvironment>, bucket: PrivateBucket): void {
  const files = publishedFiles(pageFiles());
  const isPage = (key: string) => key.endsWith(".html");
  const upload = ({ path, key, content, contentType, cacheControl }: (typeof files)[number], dependsOn: S3Object[]) => {
    const asset = stack.asset(`site/${key}`, content);
    return new S3Object(stack, `site-file-${path.replaceAll(/[^\w]+/g, "-")}`, {
      bucket: bucket.bucketName,
      key,
      source: asset.path,
      sourceHash: asset.hash,
      contentType,
      cacheControl,
      dependsOn: [bucket.versioning, bucket.encryption, ...dependsOn],
      lifecycle: { createBeforeDestroy: true },
    });
  };
  const rest = files.filter(({ key }) => !isPage(key)).map((file) => upload(file, []));
  for (const page of files.filter(({ key }) => isPage(key))) upload(page, rest);
}
