import { z } from "zod";
import { jobTypes } from "../../modules/models/instance-types";

/** Metrics that evaluation reports and a threshold may name (jobs/models/evaluate.py). */
export const evaluationMetrics = ["auc", "accuracy", "f1", "precision", "recall"] as const;

/** Metrics that training prints and tuning may aim at (jobs/models/train.py). */
export const trainingMetrics = ["validation-auc", "validation-logloss"] as const;

export const jobType = z
  .string()
  .refine(
    (type) => jobTypes.has(type),
    "an instance type that processing, training and transform offer, as in ml.m5.xlarge",
  );

const settings = {
  instanceType: jobType.describe("Instance of each job, as in ml.m5.xlarge."),
  volumeGiB: z.int().min(5).max(1000).describe("Disk of each job, in GiB. 5 to 1000."),
  maxMinutes: z.int().min(5).max(1440).describe("Longest run of a job, in minutes. 5 to 1440."),
  spot: z
    .boolean()
    .describe("Trains on spot instances: cheaper, but a run may wait for capacity as long as its maximum run time."),
};

/** What jobs of models run on. */
export const modelJobsConfig = z.strictObject(settings).describe("Default instances of jobs of models.");

/** The same of one model. */
export const ownJobsConfig = z
  .strictObject(settings)
  .partial()
  .describe("Instances of the model's jobs. Absent values come from modelJobs.");

export const labelConfig = z
  .strictObject({
    feature: z.string().describe("Feature whose later value the model predicts."),
    atLeast: z.number().describe("The label is yes where the later value is this or more."),
    afterDays: z.int().min(1).max(365).describe("How much later, in days. 1 to 365."),
  })
  .describe("What the model predicts: whether a feature of the same record reaches a value so many days later.");

export const tuningConfig = z
  .strictObject({
    objective: z.enum(trainingMetrics).describe("Metric of training that tuning aims at."),
    jobs: z.int().min(2).max(500).describe("Training jobs in all. 2 to 500."),
    parallelJobs: z.int().min(1).max(100).describe("Training jobs at a time, at most as many as jobs. 1 to 100."),
  })
  .describe("Search for better hyperparameters. The pipeline trains once when absent.");

export const approvalConfig = z
  .strictObject({
    metric: z.enum(evaluationMetrics).describe("Metric of the evaluation report."),
    atLeast: z.number().gt(0).lt(1).describe("A version that scores less is not registered. Between 0 and 1."),
  })
  .describe("Score that a version needs to be registered. A person still approves it.");

export const modelJobsDefaults = {
  sandbox: { instanceType: "ml.m5.large", volumeGiB: 20, maxMinutes: 60, spot: true },
  nonproduction: { instanceType: "ml.m5.xlarge", volumeGiB: 30, maxMinutes: 120, spot: true },
  production: { instanceType: "ml.m5.xlarge", volumeGiB: 50, maxMinutes: 240, spot: false },
} as const;
