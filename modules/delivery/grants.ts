import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** The bucket of a pipeline's artifacts, and its key. */
export interface ArtifactAccess {
  readonly bucketArn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/** Reads artifacts whose keys CodePipeline hands over. No role lists the bucket. */
export function readArtifacts({ bucketArn, kmsKeyArn, region }: ArtifactAccess): PolicyStatement[] {
  return [
    { sid: "ReadArtifacts", actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: `${bucketArn}/*` },
    useKey({ sid: "DecryptArtifacts", actions: keyActions.read, keyArns: kmsKeyArn, region, through: "s3" }),
  ];
}

/** Reads artifacts, and puts new ones. Versions stay. */
export function writeArtifacts({ bucketArn, kmsKeyArn, region }: ArtifactAccess): PolicyStatement[] {
  return [
    {
      sid: "WriteArtifacts",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: `${bucketArn}/*`,
    },
    useKey({ sid: "EncryptArtifacts", actions: keyActions.write, keyArns: kmsKeyArn, region, through: "s3" }),
  ];
}
