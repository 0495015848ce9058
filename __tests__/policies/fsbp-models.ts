import type { Control } from "./fsbp";

const notebooks = ["aws_sagemaker_notebook_instance"];
const cloudControl = "What Cloud Control makes is JSON, which no check reads.";

/** Every control that the standard (v1.0.0) lists for SageMaker and for what carries streams. */
export const modelControls: readonly Control[] = [
  {
    id: "DataFirehose.1",
    asks: "Deliveries are encrypted at rest",
    checkov: ["CKV_AWS_240", "CKV_AWS_241"],
    gap: "The checks ask it of deliveries that read a stream as well, which is encrypted itself and where AWS takes no key.",
    rules: ["STRATA049"],
  },
  { id: "Kinesis.1", asks: "Streams are encrypted at rest", checkov: ["CKV_AWS_43", "CKV_AWS_185"] },
  { id: "Kinesis.3", asks: "Streams keep records long enough", rules: ["STRATA049"] },
  { id: "MSK.1", asks: "Brokers encrypt what they tell each other", checkov: ["CKV_AWS_81"] },
  { id: "MSK.3", asks: "Connectors encrypt in transit", absent: ["aws_mskconnect_connector"] },
  { id: "MSK.4", asks: "Brokers are private", checkov: ["CKV_AWS_291"] },
  { id: "MSK.5", asks: "Connectors log", absent: ["aws_mskconnect_connector"] },
  { id: "MSK.6", asks: "Brokers know their clients", rules: ["STRATA049"] },
  { id: "SageMaker.1", asks: "Notebooks have no internet", checkov: ["CKV_AWS_122"], absent: notebooks },
  { id: "SageMaker.2", asks: "Notebooks are in a VPC", checkov: ["CKV_AWS_306"], absent: notebooks },
  { id: "SageMaker.3", asks: "Notebook users have no root access", checkov: ["CKV_AWS_307"], absent: notebooks },
  { id: "SageMaker.4", asks: "Endpoints have two instances or more", rules: ["STRATA048"] },
  { id: "SageMaker.5", asks: "Models are isolated", checkov: ["CKV_AWS_370"] },
  { id: "SageMaker.8", asks: "Notebooks run on a supported platform", absent: notebooks },
  {
    id: "SageMaker.9",
    asks: "Monitors of data encrypt in transit",
    checkov: ["CKV_AWS_369"],
    gap: "The check lets a definition without network settings pass as text.",
    rules: ["STRATA048"],
  },
  { id: "SageMaker.10", asks: "Monitors of what inputs count encrypt in transit", rules: ["STRATA048"] },
  { id: "SageMaker.11", asks: "Monitors of data are isolated", rules: ["STRATA048"] },
  {
    id: "SageMaker.12",
    asks: "Monitors of bias are isolated",
    atRunTime: `Not met: Clarify asks a copy of the model, through interface endpoints in the ai tier. ${cloudControl}`,
  },
  { id: "SageMaker.13", asks: "Monitors of quality encrypt in transit", rules: ["STRATA048"] },
  {
    id: "SageMaker.14",
    asks: "Schedules of monitors are isolated",
    atRunTime: "Schedules name definitions, which have the settings: the schedule itself has none.",
  },
  { id: "SageMaker.15", asks: "Monitors of bias encrypt in transit", rules: ["STRATA048"] },
  {
    id: "SageMaker.16",
    asks: "Images of models are pulled from a private registry in the VPC",
    atRunTime: "Images are AWS's own, which SageMaker pulls from its registries in ECR.",
  },
  { id: "SageMaker.17", asks: "The history of features has a key of the account", rules: ["STRATA048"] },
  { id: "SageMaker.18", asks: "Online stores of features have a key of the account", rules: ["STRATA048"] },
];
