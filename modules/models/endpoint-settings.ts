import type { JobNetwork } from "./job-network";

/** How an endpoint runs and changes. */
export interface EndpointSettings {
  readonly mode: "real-time" | "serverless" | "asynchronous";
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Requests a minute and instance that autoscaling aims at. */
  readonly targetInvocationsPerMinute: number;
  /** Part of requests and answers that is kept, in percent; 0 keeps none. */
  readonly capturePercent: number;
  readonly rollout: {
    readonly shift: "canary" | "linear" | "all-at-once";
    /** Part of the capacity, in percent. At most 50. */
    readonly percent: number;
    readonly bakeMinutes: number;
  };
  /** Of a serverless endpoint. */
  readonly serverless?: { readonly memoryMiB: number; readonly maxConcurrency: number };
  /** Percent of requests that a shadow answers as well. @default no shadow */
  readonly shadow?: number;
}

/** Where an endpoint is, and what it reads and writes. */
export interface EndpointPlace {
  readonly network: JobNetwork;
  /** Role of the model's containers. */
  readonly roleArn: string;
  /** Key of disks, captured requests and answers. */
  readonly kmsKeyArn: string;
  /** Folder of the model's artifacts in S3, without a slash at the end. */
  readonly artifacts: string;
}

/** The one variant that answers callers. */
export const variantName = "main";

/** Captured in their own form, which monitors read. */
export const captureTypes = { csv: ["text/csv"], json: ["application/json"] } as const;

/** Folder of captured requests and answers, below the artifacts. */
export const captureFolder = "capture";

/**
 * Whether containers are isolated and in the subnets of the ai tier. SageMaker takes serverless ones for itself: they have
 * neither (docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, "Feature exclusions").
 */
export function isPlaced({ mode }: Pick<EndpointSettings, "mode">): boolean {
  return mode !== "serverless";
}

/** Longest a deployment may take before it is rolled back, in seconds: all moves with their waits, and starting instances. */
export function longestDeployment({ rollout }: EndpointSettings): number {
  const moves = rollout.shift === "linear" ? Math.ceil(100 / rollout.percent) : rollout.shift === "canary" ? 2 : 1;
  return Math.min(14_400, 3600 + moves * rollout.bakeMinutes * 60);
}
