import { createHash } from "node:crypto";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { archiveOf } from "../../modules/models/archive";
import { jobFile } from "../../platform/job-file";
import type { LayerStack } from "../../platform/layer-stack";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/** Code of the pipelines in S3, the same for all models. Folders are named by the content: a run keeps what it began with. */
export interface ModelCode {
  /** Folder with the scripts of processing jobs. */
  readonly scripts: string;
  /** Folder with the archive of the training jobs. */
  readonly source: string;
}

const scripts = ["preprocess.py", "evaluate.py", "inference.py", "score.py"];
const sources = ["train.py", "inference.py"];

/** Folder of the repository, and of the code bucket, with what is run for models. */
const folder = "models";

/** Uploads the code of the pipelines to the code bucket. */
export function buildModelCode(stack: LayerStack<AiEnvironment>, foundation: AiFoundation): ModelCode {
  const file = (name: string) => jobFile(`${folder}/${name}`);
  const upload = (id: string, key: string, content: Uint8Array) =>
    uploadCode(stack, foundation, { id: `model-code-${id}`, key: `${folder}/${key}`, content });
  const version = versionOf(scripts.map(file));
  for (const name of scripts) upload(name.replace(".py", ""), `scripts/${version}/${name}`, file(name));
  const archive = archiveOf(Object.fromEntries(sources.map((name) => [name, file(name)])));
  const source = `source/${versionOf([archive])}`;
  upload("source", `${source}/source.tar.gz`, archive);
  const bucket = `s3://${foundation.data.codeBucketName}/${folder}`;
  return { scripts: `${bucket}/scripts/${version}`, source: `${bucket}/${source}` };
}

interface Upload {
  readonly id: string;
  readonly key: string;
  readonly content: Uint8Array;
  /** Whether what is there is left as it is: deployments replace it. @default false */
  readonly once?: boolean;
}

/** Puts an object into the code bucket. Its new version is there before the old one goes. */
export function uploadCode(
  stack: LayerStack<AiEnvironment>,
  { data, security }: AiFoundation,
  { id, key, content, once = false }: Upload,
): S3Object {
  const { path, hash } = stack.asset(key.replaceAll("/", "-"), content);
  return new S3Object(stack, id, {
    bucket: data.codeBucketName,
    key,
    source: path,
    sourceHash: hash,
    serverSideEncryption: "aws:kms",
    kmsKeyId: security.artifactsKeyArn,
    bucketKeyEnabled: true,
    lifecycle: once ? { ignoreChanges: ["source", "source_hash"] } : { createBeforeDestroy: true },
  });
}

/** Names content by itself, in 12 hexadecimal digits. */
export function versionOf(contents: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, 12);
}
