"""What steps of both pipelines have in common, as classes of the official SDK of Python.

It reaches nothing: clients have made-up credentials, and a connection is an error.
"""

import json
import logging
import os
import socket

os.environ.update(SAGEMAKER_SUPPRESS_V2_WARNING="1", AWS_EC2_METADATA_DISABLED="true")
logging.disable(logging.CRITICAL)

import boto3
from sagemaker.network import NetworkConfig
from sagemaker.processing import ProcessingInput, ProcessingOutput, Processor
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.functions import Join
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.retry import (
    SageMakerJobExceptionTypeEnum,
    SageMakerJobStepRetryPolicy,
    StepExceptionTypeEnum,
    StepRetryPolicy,
)
from sagemaker.workflow.steps import CacheConfig, ProcessingStep

FOLDER = "/opt/ml/processing"


def refuse(*_):
    raise OSError("a definition is made without the network")


socket.getaddrinfo = socket.socket.connect = refuse
session = PipelineSession(
    boto_session=boto3.Session("made-up", "made-up", region_name="us-east-1"),
    default_bucket="strata-dev-artifacts",
    # Instead of a file of the person who runs this.
    sagemaker_config={"SchemaVersion": "1.0", "SageMaker": {"PythonSDK": {"Modules": {"TelemetryOptOut": True}}}},
)


class Builder:
    """Settings of a pipeline, and what its steps share."""

    def __init__(self, settings):
        self.settings = settings
        self.locations = settings["locations"]
        self.learning = settings["learning"]
        self.jobs = settings["jobs"]
        self.seconds = self.jobs["maxMinutes"] * 60
        self.placement = {
            "subnets": settings["network"]["subnetIds"],
            "security_group_ids": [settings["network"]["securityGroupId"]],
        }

    def run_folder(self, name):
        run = ExecutionVariables.PIPELINE_EXECUTION_ID
        return Join(on="/", values=[self.locations["artifacts"], "runs", run, name])

    def retries(self, job=True):
        waits = {"interval_seconds": 60, "backoff_rate": 2, "max_attempts": 5}
        aws = [StepExceptionTypeEnum.SERVICE_FAULT, StepExceptionTypeEnum.THROTTLING]
        policies = [StepRetryPolicy(exception_types=aws, **waits)]
        if job:
            capacity = [SageMakerJobExceptionTypeEnum.CAPACITY_ERROR]
            policies.append(SageMakerJobStepRetryPolicy(exception_types=capacity, **waits))
        return policies

    def where(self, step, output):
        return step.properties.ProcessingOutputConfig.Outputs[output].S3Output.S3Uri

    def processing(self, name, *, image, inputs, outputs, command=None, arguments=None, cached="P30D", **more):
        key, to, files = self.settings["kmsKeyArn"], more.get("to"), more.get("files")
        processor = Processor(
            role=self.settings["roleArn"],
            image_uri=image,
            entrypoint=command and ["python3", f"{FOLDER}/code/{command}"],
            instance_count=1,
            instance_type=self.jobs["instanceType"],
            volume_size_in_gb=self.jobs["volumeGiB"],
            volume_kms_key=key,
            output_kms_key=to["kmsKeyArn"] if to else key,
            max_runtime_in_seconds=self.seconds,
            env=more.get("env"),
            sagemaker_session=session,
            network_config=NetworkConfig(
                enable_network_isolation=True, encrypt_inter_container_traffic=True, **self.placement
            ),
        )
        step_args = processor.run(
            inputs=[
                ProcessingInput(
                    input_name=name, source=source, destination=f"{FOLDER}/{more.get('folders', {}).get(name, name)}"
                )
                for name, source in inputs.items()
            ],
            outputs=[
                ProcessingOutput(
                    output_name=output,
                    source=f"{FOLDER}/output" + (folder and f"/{folder}"),
                    destination=to["uri"] if to else self.run_folder(f"{name.lower()}/{output}"),
                )
                for output, folder in outputs.items()
            ],
            arguments=arguments,
        )
        return ProcessingStep(
            name=name,
            step_args=step_args,
            cache_config=cached and CacheConfig(enable_caching=True, expire_after=cached),
            retry_policies=self.retries(),
            property_files=files,
        )

    def pipeline(self, steps, parameters=()):
        name = f"strata-dev-{self.settings['model']}"
        made = Pipeline(name=name, parameters=list(parameters), steps=steps, sagemaker_session=session)
        return json.loads(made.definition())
