import { UserError } from "../../platform/errors";

/** Accounts of AWS that hold images of SageMaker in a region: of the frameworks, of Model Monitor and of Clarify. */
type Accounts = readonly [frameworks: string, monitor: string, clarify: string];

/**
 * Registries of SageMaker's images, as of November 2026 (SageMaker Python SDK 2.257.7, image_uri_config; AWS lists the same
 * below docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html).
 */
const accounts: Readonly<Record<string, Accounts>> = {
  "us-east-1": ["683313688378", "156813124566", "205585389593"],
  "us-east-2": ["257758044811", "777275614652", "211330385671"],
  "us-west-1": ["746614075791", "890145073186", "740489534195"],
  "us-west-2": ["246618743249", "159807026194", "306415355426"],
  "ca-central-1": ["341280168497", "536280801234", "675030665977"],
  "eu-central-1": ["492215442770", "048819808253", "017069133835"],
  "eu-north-1": ["662702820516", "895015795356", "763603941244"],
  "eu-south-1": ["978288397137", "933208885752", "638885417683"],
  "eu-west-1": ["141502667606", "468650794304", "131013547314"],
  "eu-west-2": ["764974769150", "749857270468", "440796970383"],
  "eu-west-3": ["659782779980", "680080141114", "341593696636"],
  "ap-northeast-1": ["354813040037", "574779866223", "377024640650"],
  "ap-northeast-2": ["366743142698", "709848358524", "263625296855"],
  "ap-northeast-3": ["867004704886", "990339680094", "912233562940"],
  "ap-south-1": ["720646828776", "126357580389", "452307495513"],
  "ap-southeast-1": ["121021644041", "245545462676", "834264404009"],
  "ap-southeast-2": ["783357654285", "563025443158", "007051062584"],
  "sa-east-1": ["737474898029", "539772159869", "520018980103"],
};

/** Images that jobs and endpoints of models run in. */
export interface ModelImages {
  /** XGBoost as a framework: runs scripts, and serves what they trained. */
  readonly xgboost: string;
  /** Makes baselines, and compares inputs and predictions with them. */
  readonly monitor: string;
  /** Measures bias, and what inputs count. */
  readonly clarify: string;
}

/** @throws UserError where the table has no such region */
export function imagesIn(region: string): ModelImages {
  const found = accounts[region];
  if (!found) throw new UserError(`There are no images of SageMaker in ${region}. Add it to modules/models/images.ts.`);
  const [frameworks, monitor, clarify] = found;
  const image = (account: string, name: string) => `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
  return {
    // Python 3.9 with XGBoost 1.7.4, pandas, scikit-learn and pyarrow.
    xgboost: image(frameworks, "sagemaker-xgboost:1.7-1"),
    monitor: image(monitor, "sagemaker-model-monitor-analyzer"),
    clarify: image(clarify, "sagemaker-clarify-processing:1.0"),
  };
}

/** ARN of the repository of an image. */
export function repositoryArn(image: string): string {
  const [, account, region, name] = /^(\d+)\.dkr\.ecr\.([\w-]+)\.amazonaws\.com\/([^:]+)/.exec(image) ?? [];
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
