"""Builds the pipelines of a model with the official SDK of Python, and prints their definitions as JSON by name.

Reads {"training": settings, "batch": settings} from standard input, the settings that the builders in TypeScript take.
Both use the same settings. The SDK derives the graph, the requests and the defaults from its classes.
"""

import json
import sys

# First, as it closes the network.
from steps import FOLDER, Builder, session  # isort: skip
from analyses import check_analyses, explain_step, uploaded

from sagemaker.drift_check_baselines import DriftCheckBaselines
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.lambda_helper import Lambda
from sagemaker.model import Model
from sagemaker.model_metrics import FileSource, MetricsSource, ModelMetrics
from sagemaker.transformer import Transformer
from sagemaker.tuner import ContinuousParameter, HyperparameterTuner, IntegerParameter
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThanOrEqualTo
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterFloat, ParameterString
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import CacheConfig, TrainingStep, TransformStep, TuningStep

METRICS = [{"Name": f"validation-{name}", "Regex": f"validation-{name}:([0-9.]+)"} for name in ("auc", "logloss")]
PROGRAM = {"sagemaker_program": "train.py", "sagemaker_submit_directory": "/opt/ml/input/data/code/source.tar.gz"}
SERVING = {"SAGEMAKER_PROGRAM": "inference.py", "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code"}


class Training(Builder):
    """From features to a version in the registry."""

    def definition(self):
        settings, learning = self.settings, self.learning
        self.features = ParameterString("Features", default_value=self.locations["features"])
        self.threshold = ParameterFloat("Threshold", default_value=learning["approval"]["atLeast"])
        self.preprocess = self.preprocess_step()
        estimator = self.estimator()
        train = self.train_step(estimator)
        tune = self.tune_step(estimator, train)
        best = tune.properties.BestTrainingJob.TrainingJobName
        artifacts = [self.locations["artifacts"], "training", best, "output/model.tar.gz"]
        self.artifact = Join(on="/", values=artifacts)
        self.report = PropertyFile(name="Report", output_name="report", path="evaluation.json")
        self.evaluate = self.processing(
            "Evaluate",
            image=settings["image"],
            command="evaluate.py",
            # Values of arguments are texts.
            arguments=["--metric", learning["approval"]["metric"], "--at-least", self.threshold.to_string()],
            inputs={
                "code": self.locations["code"],
                "model": self.artifact,
                "test": self.examples("test"),
                "untuned": train.properties.ModelArtifacts.S3ModelArtifacts,
                "analyses": f"{self.locations['analyses']}/monitors",
            },
            outputs={name: name for name in ("report", "labeled", "sample")},
            files=[self.report],
        )
        self.baseline = self.baseline_step()
        self.bias = self.bias_step()
        metric = learning["approval"]["metric"]
        value = JsonGet(
            step_name="Evaluate",
            property_file=self.report,
            json_path=f"binary_classification_metrics.{metric}.value",
        )
        create = self.create_step()
        explain = explain_step(self, create, self.where(self.evaluate, "sample"))
        choice = ConditionStep(
            name="GoodEnough",
            conditions=[ConditionGreaterThanOrEqualTo(left=value, right=self.threshold)],
            if_steps=[create, explain, self.register_step(explain), self.transform_step(create)],
            else_steps=[
                FailStep(
                    name="NotGoodEnough",
                    error_message=Join(
                        on="", values=[f"The {metric} of the model is below ", self.threshold, "."]
                    ),
                )
            ],
        )
        steps = [self.preprocess, train, tune, self.evaluate, self.baseline, self.bias, choice]
        return self.pipeline(steps, [self.features, self.threshold])

    def examples(self, name):
        return self.preprocess.properties.ProcessingOutputConfig.Outputs[name].S3Output.S3Uri

    def preprocess_step(self):
        learning, label = self.learning, self.learning["label"]
        return self.processing(
            "Preprocess",
            image=self.settings["image"],
            command="preprocess.py",
            arguments=[
                *("--record-id", learning["recordId"], "--event-time", learning["eventTime"]),
                *("--inputs", ",".join(learning["inputs"]), "--label", label["feature"]),
                *("--at-least", str(label["atLeast"]), "--after-days", str(label["afterDays"])),
            ],
            inputs={"code": self.locations["code"], "input": self.features},
            outputs={name: name for name in ("train", "validation", "test", "encoder", "batch")},
            cached="PT6H",
        )

    def estimator(self):
        spot = {"use_spot_instances": True, "max_wait": 2 * self.seconds} if self.jobs["spot"] else {}
        return Estimator(
            image_uri=self.settings["image"],
            role=self.settings["roleArn"],
            instance_count=1,
            instance_type=self.jobs["instanceType"],
            volume_size=self.jobs["volumeGiB"],
            volume_kms_key=self.settings["kmsKeyArn"],
            output_path=f"{self.locations['artifacts']}/training",
            output_kms_key=self.settings["kmsKeyArn"],
            max_run=self.seconds,
            max_retry_attempts=2,
            hyperparameters=PROGRAM,
            metric_definitions=METRICS,
            enable_network_isolation=True,
            encrypt_inter_container_traffic=True,
            disable_profiler=True,
            debugger_hook_config=False,
            sagemaker_session=session,
            **self.placement,
            **spot,
        )

    def channels(self):
        csv = {name: TrainingInput(self.examples(name), content_type="text/csv") for name in ("train", "validation")}
        return {
            **csv,
            "encoder": TrainingInput(self.examples("encoder"), content_type="application/json"),
            "code": TrainingInput(self.locations["source"], content_type="application/x-tar"),
        }

    def train_step(self, estimator):
        return TrainingStep(
            name="Train",
            step_args=estimator.fit(inputs=self.channels()),
            cache_config=CacheConfig(enable_caching=True, expire_after="P30D"),
            retry_policies=self.retries(),
        )

    def tune_step(self, estimator, train):
        tuning = self.learning["tuning"]
        rounds = -(-tuning["jobs"] // tuning["parallelJobs"])
        tuner = HyperparameterTuner(
            estimator,
            objective_metric_name=tuning["objective"],
            objective_type="Maximize" if tuning["objective"].endswith("auc") else "Minimize",
            metric_definitions=METRICS,
            hyperparameter_ranges={
                "eta": ContinuousParameter(0.01, 0.3, scaling_type="Logarithmic"),
                "min_child_weight": ContinuousParameter(1, 20, scaling_type="Linear"),
                "subsample": ContinuousParameter(0.5, 1, scaling_type="Linear"),
                "max_depth": IntegerParameter(2, 8, scaling_type="Linear"),
            },
            max_jobs=tuning["jobs"],
            max_parallel_jobs=tuning["parallelJobs"],
            max_runtime_in_seconds=self.seconds * rounds,
            strategy="Bayesian",
            random_seed=1,
            early_stopping_type="Auto",
        )
        return TuningStep(
            name="Tune",
            step_args=tuner.fit(inputs=self.channels()),
            depends_on=[train],
            cache_config=CacheConfig(enable_caching=True, expire_after="P30D"),
            retry_policies=self.retries(),
        )

    def baseline_step(self):
        layout = json.dumps({"csv": {"header": False, "output_columns_position": "START"}}, separators=(",", ":"))
        return self.processing(
            "Baseline",
            image=self.settings["analyzerImage"],
            inputs={"input": self.examples("batch")},
            outputs={"baseline": ""},
            env={
                "dataset_format": layout,
                "dataset_source": f"{FOLDER}/input",
                "output_path": f"{FOLDER}/output",
                "publish_cloudwatch_metrics": "Disabled",
            },
        )

    def bias_step(self):
        return self.processing(
            "Bias",
            image=self.settings["clarifyImage"],
            inputs={
                "analysis_config": f"{self.locations['analyses']}/bias/analysis_config.json",
                "dataset": self.where(self.evaluate, "labeled"),
            },
            folders={"analysis_config": "input/config", "dataset": "input/data"},
            outputs={"analysis_result": ""},
        )

    def model(self):
        return Model(
            image_uri=self.settings["image"],
            model_data=self.artifact,
            role=self.settings["roleArn"],
            env=SERVING,
            vpc_config={
                "SecurityGroupIds": self.placement["security_group_ids"],
                "Subnets": self.placement["subnets"],
            },
            enable_network_isolation=True,
            sagemaker_session=session,
        )

    def register_step(self, explain):
        def at(uri):
            return MetricsSource(content_type="application/json", s3_uri=uri)

        def source(step, output, file):
            return at(Join(on="/", values=[self.where(step, output), file]))

        def config(name):
            uri = Join(on="/", values=[self.where(self.evaluate, "report"), name])
            return FileSource(content_type="application/json", s3_uri=uri)

        bias = source(self.bias, "analysis_result", "analysis.json")
        explained = at(explain.properties.CalculatedBaselineConstraints)
        watched = {
            "model_statistics": source(self.evaluate, "report", "evaluation.json"),
            "model_constraints": source(self.evaluate, "report", "constraints.json"),
            "model_data_statistics": source(self.baseline, "baseline", "statistics.json"),
            "model_data_constraints": source(self.baseline, "baseline", "constraints.json"),
        }
        types = ["text/csv", "application/json"]
        step_args = self.model().register(
            content_types=types,
            response_types=types,
            transform_instances=[self.jobs["instanceType"]],
            model_package_group_name=self.settings["packageGroupName"],
            approval_status="PendingManualApproval",
            description=f"Registered because its {self.learning['approval']['metric']} is high enough.",
            model_metrics=ModelMetrics(**watched, bias_post_training=bias, explainability=explained),
            drift_check_baselines=DriftCheckBaselines(
                **watched,
                bias_config_file=config("bias.json"),
                bias_post_training_constraints=bias,
                explainability_config_file=config("explainability.json"),
                explainability_constraints=explained,
            ),
        )
        return ModelStep(name="Register", step_args=step_args, retry_policies=self.retries(job=False))

    def create_step(self):
        return ModelStep(name="CreateModel", step_args=self.model().create(), retry_policies=self.retries(job=False))

    def transform_step(self, create):
        transformer = Transformer(
            model_name=create.properties.ModelName,
            instance_count=1,
            instance_type=self.jobs["instanceType"],
            volume_kms_key=self.settings["kmsKeyArn"],
            output_path=self.run_folder("transform"),
            output_kms_key=self.settings["kmsKeyArn"],
            accept="text/csv",
            assemble_with="Line",
            sagemaker_session=session,
        )
        step_args = transformer.transform(self.examples("batch"), content_type="text/csv", split_type="Line")
        return TransformStep(name="Transform", step_args=step_args, retry_policies=self.retries())


class Batch(Builder):
    """From features to predictions, by the version that was approved last."""

    def definition(self):
        text = LambdaOutputTypeEnum.String
        find = LambdaStep(
            name="FindVersion",
            lambda_func=Lambda(function_arn=self.settings["functionArn"], session=session),
            inputs={"batchOf": self.settings["model"]},
            outputs=[LambdaOutput(output_name=name, output_type=text) for name in ("archive", "version")],
        )
        learning = self.learning
        score = self.processing(
            "Score",
            image=self.settings["image"],
            command="score.py",
            arguments=[
                *("--record-id", learning["recordId"], "--event-time", learning["eventTime"]),
                *("--version", find.properties.Outputs["version"]),
            ],
            inputs={
                "code": self.locations["code"],
                "features": self.locations["features"],
                "model": find.properties.Outputs["archive"],
            },
            outputs={"predictions": ""},
            to=self.settings["predictions"],
            cached=None,
        )
        return self.pipeline([find, score])


wanted = json.load(sys.stdin)
check_analyses(wanted["analyses"])
definitions = {"training": Training(wanted["training"]).definition(), "batch": Batch(wanted["batch"]).definition()}
print(json.dumps({**definitions, "uploaded": uploaded}, indent=2))
