"""Holds requests of SageMaker against the models of the official SDK, and prints what does not fit, as JSON by step.

Reads a list of {"step", "operation", "request"} from standard input.
"""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

service = ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")
validator = ParamValidator()
mistakes = {}
for one in json.load(sys.stdin):
    report = validator.validate(one["request"], service.operation_model(one["operation"]).input_shape)
    if report.has_errors():
        mistakes[one["step"]] = report.generate_report()
print(json.dumps(mistakes))
