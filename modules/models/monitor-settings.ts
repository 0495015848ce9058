import type { JobNetwork } from "./job-network";

/** What is watched about a model. */
export type Monitor = "data-quality" | "model-quality" | "bias" | "explainability";

/** Those of the monitors that Clarify runs. */
export type AnalyzedMonitor = Extract<Monitor, "bias" | "explainability">;

/** How monitors run. */
export interface MonitorSettings {
  /** Hours between two runs. */
  readonly everyHours: number;
  readonly instanceType: string;
  /** Longest run, in minutes: at most 60, since the next one waits for it. */
  readonly maxMinutes: number;
}

/** Where monitors work, and what they read and write. */
export interface MonitorPlace {
  readonly network: JobNetwork;
  readonly roleArn: string;
  /** Key of what monitors write, and of their disks. */
  readonly kmsKeyArn: string;
  /** Folder of the model's artifacts in S3, without a slash at the end. */
  readonly artifacts: string;
}

/** Files with constraints, by monitor. The function operate-models brings those of a version under the same names. */
export const constraintsFiles: Readonly<Record<Monitor, string>> = {
  "data-quality": "constraints.json",
  "model-quality": "quality-constraints.json",
  bias: "bias-constraints.json",
  explainability: "explainability-constraints.json",
};

/** Files with what Clarify is to measure, which come with each version as well. */
export const analysisFiles: Readonly<Record<AnalyzedMonitor, string>> = {
  bias: "bias.json",
  explainability: "explainability.json",
};

/** What each monitor compares with, in S3. */
export interface Baselines {
  /** What the inputs of the training looked like. */
  readonly statistics: string;
  /** What is a violation, by monitor. */
  readonly constraints: Readonly<Partial<Record<Monitor, string>>>;
  /** What Clarify is to measure, by monitor. */
  readonly analyses: Readonly<Partial<Record<AnalyzedMonitor, string>>>;
}

/**
 * When monitors run, in the few forms that SageMaker takes
 * (docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-schedule-expression.html).
 */
export function monitorSchedule(everyHours: number): string {
  if (everyHours === 1) return "cron(0 * ? * * *)";
  return everyHours === 24 ? "cron(0 0 ? * * *)" : `cron(0 0/${everyHours} ? * * *)`;
}

/** Part of the names of what belongs to a monitor: names of SageMaker have 63 characters. */
export const monitorNames: Readonly<Record<Monitor, string>> = {
  "data-quality": "data",
  "model-quality": "quality",
  bias: "bias",
  explainability: "why",
};
