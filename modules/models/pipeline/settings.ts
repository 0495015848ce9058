import type { JobNetwork } from "../job-network";
import type { Monitor } from "../monitor-settings";

/** What a pipeline of a model is made from. Locations are in S3, without a slash at the end. */
export interface PipelineSettings {
  /** Name of the model. */
  readonly model: string;
  /** Image of the XGBoost framework, which every step of ours runs in. */
  readonly image: string;
  /** Image of the analyzer that makes baselines for monitors. */
  readonly analyzerImage: string;
  /** Role that the jobs run as. */
  readonly roleArn: string;
  readonly network: JobNetwork;
  /** Key of what the jobs write, and of their disks. */
  readonly kmsKeyArn: string;
  readonly locations: PipelineLocations;
  readonly learning: Learning;
  readonly jobs: JobSettings;
  readonly packageGroupName: string;
  /** Image of Clarify, which measures bias and what inputs count. */
  readonly clarifyImage: string;
  /** What is watched about versions: each brings what these compare with. */
  readonly monitors: readonly Monitor[];
}

export interface PipelineLocations {
  /** Folder with preprocess.py, evaluate.py and inference.py. */
  readonly code: string;
  /** Archive with train.py and inference.py. */
  readonly source: string;
  /**
   * Folder with what Clarify is to measure: `<monitor>/analysis_config.json` for the jobs of the pipeline, and
   * `monitors/<monitor>.json` for the monitors.
   */
  readonly analyses: string;
  /** Folder of the artifacts of the model. */
  readonly artifacts: string;
  /** History of the feature group. */
  readonly features: string;
}

/** What the model learns, and from what. */
export interface Learning {
  readonly recordId: string;
  readonly eventTime: string;
  /** In the order in which the model takes them. */
  readonly inputs: readonly string[];
  readonly label: { readonly feature: string; readonly atLeast: number; readonly afterDays: number };
  readonly approval: { readonly metric: string; readonly atLeast: number };
  /** @default the model is trained once */
  readonly tuning?: { readonly objective: string; readonly jobs: number; readonly parallelJobs: number };
}

export interface JobSettings {
  readonly instanceType: string;
  readonly volumeGiB: number;
  readonly maxMinutes: number;
  /** Whether training runs on spot instances. */
  readonly spot: boolean;
}
