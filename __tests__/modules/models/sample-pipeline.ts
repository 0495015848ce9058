import { biasAnalyses, explainabilityAnalyses } from "../../../modules/models/analyses";
import { type BatchSettings, batchPipeline } from "../../../modules/models/pipeline/batch-pipeline";
import type { PipelineSettings } from "../../../modules/models/pipeline/settings";
import { trainingPipeline } from "../../../modules/models/pipeline/training-pipeline";
import { testKey } from "../../support/site";

const artifacts = "s3://strata-dev-artifacts/models/propensity";

/** What a pipeline of the reference model is made from. */
export const samplePipeline: PipelineSettings = {
  model: "propensity",
  image: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
  analyzerImage: "156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer",
  clarifyImage: "205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0",
  roleArn: "arn:aws:iam::111122223333:role/strata-dev-sagemaker-propensity",
  network: {
    vpcId: "vpc-0123456789abcdef0",
    subnetIds: ["subnet-0a1b2c3d", "subnet-1b2c3d4e"],
    securityGroupId: "sg-0123456789abcdef0",
    subnetTags: { "subnet-tier": "ai" },
  },
  kmsKeyArn: testKey("artifacts"),
  locations: {
    code: "s3://strata-dev-code/models/scripts/1a2b",
    source: "s3://strata-dev-code/models/source/1a2b",
    analyses: "s3://strata-dev-code/models/analyses/1a2b",
    artifacts,
    features: "s3://strata-dev-lake-processed/features/customer",
  },
  learning: {
    recordId: "customer_id",
    eventTime: "computed_at",
    inputs: ["last_seen_days", "orders_30d", "segment"],
    label: { feature: "orders_30d", atLeast: 1, afterDays: 30 },
    approval: { metric: "auc", atLeast: 0.75 },
    tuning: { objective: "validation-auc", jobs: 20, parallelJobs: 4 },
  },
  jobs: { instanceType: "ml.m5.xlarge", volumeGiB: 30, maxMinutes: 60, spot: true },
  packageGroupName: "strata-dev-propensity",
  monitors: ["data-quality", "model-quality", "bias", "explainability"],
};

export const sampleDefinition = trainingPipeline(samplePipeline);

/** What Clarify is to measure about it. */
export const sampleAnalyses = {
  bias: biasAnalyses(samplePipeline.learning.inputs, { facet: "segment", values: ["inactive"] }),
  explainability: explainabilityAnalyses(samplePipeline.learning.inputs, {
    prefix: "strata-dev-propensity-why",
    instanceType: "ml.m5.large",
  }),
};

/** Predictions of that model in batches. */
export const sampleBatchSettings: BatchSettings = {
  ...samplePipeline,
  functionArn: "arn:aws:lambda:us-east-1:111122223333:function:strata-dev-operate-models",
  predictions: { uri: "s3://strata-dev-lake-processed/predictions/propensity", kmsKeyArn: testKey("lake") },
};

export const sampleBatch = batchPipeline(sampleBatchSettings);
