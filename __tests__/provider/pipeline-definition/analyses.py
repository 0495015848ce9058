"""The step that explains a model, and configurations of Clarify, as classes of the official SDK of Python make them."""

import json

# First, as it closes the network.
from steps import session  # isort: skip

import sagemaker.s3
import sagemaker.workflow.clarify_check_step as clarify_check_step
from sagemaker.clarify import ANALYSIS_CONFIG_SCHEMA_V1_0, BiasConfig, DataConfig, ModelConfig, SHAPConfig
from sagemaker.model_monitor import BiasAnalysisConfig
from sagemaker.network import NetworkConfig
from sagemaker.workflow.check_job_config import CheckJobConfig
from sagemaker.workflow.clarify_check_step import ClarifyCheckStep, ModelExplainabilityCheckConfig

# What the SDK would upload, by what it is for.
uploaded = {}


def keep_training(path, folder, *_):
    with open(path, encoding="utf-8") as file:
        uploaded["explainability"] = {"training": json.load(file)}
    return f"{folder}/analysis_config.json"


def keep_monitor(body, **_):
    uploaded["monitor"] = json.loads(body)
    return "s3://made-up/analysis_config.json"


clarify_check_step._upload_analysis_config = keep_training
sagemaker.s3.S3Uploader.upload_string_as_file_body = keep_monitor


def explain_step(builder, create, rows):
    settings, jobs = builder.settings, builder.jobs
    step = ClarifyCheckStep(
        name="Explain",
        clarify_check_config=ModelExplainabilityCheckConfig(
            data_config=DataConfig(
                s3_data_input_path=rows,
                s3_output_path=builder.run_folder("explain/analysis_result"),
                s3_analysis_config_output_path=f"{builder.locations['analyses']}/explainability",
                headers=builder.learning["inputs"],
                dataset_type="text/csv",
            ),
            model_config=ModelConfig(
                model_name=create.properties.ModelName,
                instance_type="ml.m5.large",
                instance_count=1,
                endpoint_name_prefix="strata-dev-propensity-why",
                accept_type="text/csv",
                content_type="text/csv",
            ),
            explainability_config=SHAPConfig(
                num_clusters=1, num_samples=100, agg_method="mean_abs", save_local_shap_values=False
            ),
        ),
        check_job_config=CheckJobConfig(
            role=settings["roleArn"],
            instance_count=1,
            instance_type=jobs["instanceType"],
            volume_size_in_gb=jobs["volumeGiB"],
            volume_kms_key=settings["kmsKeyArn"],
            output_kms_key=settings["kmsKeyArn"],
            max_runtime_in_seconds=builder.seconds,
            sagemaker_session=session,
            network_config=NetworkConfig(
                enable_network_isolation=False, encrypt_inter_container_traffic=True, **builder.placement
            ),
        ),
        skip_check=True,
        fail_on_violation=False,
        register_new_baseline=True,
    )
    uploaded["explainability"]["monitor"] = uploaded.pop("monitor")
    groups = BiasConfig(label_values_or_threshold=[1], facet_name="segment", facet_values_or_threshold=["inactive"])
    watched = BiasAnalysisConfig(groups, headers=[*builder.learning["inputs"], "Label"], label="Label")
    uploaded["bias"] = {"monitor": watched._to_dict()}
    return step


def check_analyses(analyses):
    """Jobs of Clarify take no others. Its monitors take parts of them."""
    for analysis in analyses.values():
        ANALYSIS_CONFIG_SCHEMA_V1_0.validate(analysis["training"])
