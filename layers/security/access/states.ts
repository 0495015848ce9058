import { viaService } from "../../../modules/encryption/grants";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { S3State, StateConfig } from "../../../platform/backends/config";

/**
 * Read the Terraform states, the environment's own first, and hold the locks of those states. HCP Terraform keeps
 * states where IAM has no say.
 */
export function readStates(account: string, own: StateConfig, ...others: readonly StateConfig[]): PolicyStatement[] {
  const states = [own, ...others].filter((state) => state.backend === "s3");
  if (states.length === 0) return [];
  return [
    { sid: "ListStates", actions: "s3:ListBucket", resources: states.map((state) => bucketArn(state)) },
    { sid: "ReadStates", actions: "s3:GetObject", resources: states.map((state) => `${bucketArn(state)}/*`) },
    ...states.flatMap((state, index) => useKey(account, state, index)),
    ...(own.backend === "s3"
      ? [
          {
            sid: "LockStates",
            actions: ["s3:DeleteObject", "s3:PutObject"],
            resources: `${bucketArn(own)}/*.tflock`,
          },
        ]
      : []),
  ];
}

/** Write the environment's own states. Old versions stay: only an administrator removes those. */
export function writeStates(own: StateConfig): PolicyStatement[] {
  if (own.backend !== "s3") return [];
  return [{ sid: "WriteStates", actions: "s3:PutObject", resources: `${bucketArn(own)}/*` }];
}

function bucketArn({ bucket }: S3State): string {
  return `arn:aws:s3:::${bucket}`;
}

/** A key is named by its ARN; by its alias, IAM finds it only through a condition. */
function useKey(account: string, { kmsKeyArn, region }: S3State, index: number): PolicyStatement[] {
  if (!kmsKeyArn) return [];
  const [, alias] = kmsKeyArn.split(/:(?=alias\/)/);
  return [
    {
      sid: `UseStateKey${index || ""}`,
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: alias ? `arn:aws:kms:${region}:${account}:key/*` : kmsKeyArn,
      conditions: {
        StringEquals: viaService(region, "s3"),
        ...(alias && { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } }),
      },
    },
  ];
}
