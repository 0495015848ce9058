"""Asks the model server over HTTP, with registry and bucket replaced; prints what it answered as JSON."""

import http.client
import io
import json
import sys
import threading
from http.server import ThreadingHTTPServer

import numpy as np
import server
import xgboost as xgb

FIRST = "s3://code/models/churn/first/model.tar.gz"


class Aws:
    """Both clients."""

    def __init__(self, objects):
        self.objects = objects
        self.approved = []

    def list_model_packages(self, **asked):
        assert asked["ModelApprovalStatus"] == "Approved" and asked["SortOrder"] == "Descending", asked
        return {"ModelPackageSummaryList": [{"ModelPackageArn": one} for one in self.approved[:1]]}

    def describe_model_package(self, ModelPackageName):
        return {"InferenceSpecification": {"Containers": [{"ModelDataUrl": ModelPackageName}]}}

    def get_object(self, Bucket, Key):
        return {"Body": io.BytesIO(self.objects[f"s3://{Bucket}/{Key}"])}


def archive(files):
    import tarfile

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def trained():
    """A small model: many orders, a high probability."""
    encoder = {"version": 1, "inputs": ["orders"], "categories": {}}
    orders = np.arange(40, dtype=np.float32).reshape(-1, 1)
    matrix = xgb.DMatrix(orders, label=(orders[:, 0] > 20).astype(int), feature_names=["orders"])
    booster = xgb.train({"objective": "binary:logistic", "max_depth": 2}, matrix, num_boost_round=20)
    return {"model.json": bytes(booster.save_raw("json")), "encoder.json": json.dumps(encoder).encode()}


def main(first_file):
    with open(first_file, "rb") as file:
        first = file.read()
    # Paths and code within an archive mean nothing.
    good = archive({"../../outside.txt": b"x", "code/inference.py": b"raise SystemExit(1)", **trained()})
    aws = Aws({FIRST: first, "s3://models/2": good, "s3://models/3": archive({"model.json": b"{}", "encoder.json": b"{}"})})
    serving = server.Serving(server.Registry(aws, aws, "strata-dev-churn", FIRST))
    http_server = ThreadingHTTPServer(("127.0.0.1", 0), server.handler_of(serving))
    threading.Thread(target=http_server.serve_forever, daemon=True).start()

    def ask(method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", http_server.server_port, timeout=10)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return [response.status, response.read().decode()]

    csv = {"Content_Type": "text/csv"}
    results = {"before": [ask("GET", "/ping"), ask("POST", "/invocations", "3\n", **csv)]}
    serving.look()
    results["first"] = [ask("GET", "/ping")[0], ask("POST", "/invocations", "3\n", **csv)]
    aws.approved = ["s3://models/2"]
    serving.look()
    results["approved"] = [float(line) for line in ask("POST", "/invocations", "2\n39\n", **csv)[1].split()]
    rows = json.dumps({"rows": [{"orders": 39}]})
    results["json"] = json.loads(
        ask("POST", "/invocations", rows, Content_Type="application/json", Accept="application/json")[1]
    )
    results["refused"] = [
        ask("POST", "/invocations", "3\n", Content_Type="image/png")[0],
        ask("POST", "/invocations", "many\n", **csv)[0],
        ask("POST", "/invocations", "not json", Content_Type="application/json")[0],
        ask("POST", "/invocations", "[]", Content_Type="application/json")[0],
        ask("POST", "/elsewhere", "3\n", **csv)[0],
        ask("GET", "/elsewhere")[0],
        ask("POST", "/invocations", None, Content_Length=str(server.MOST_BYTES + 1))[0],
    ]
    aws.approved = ["s3://models/3"]
    serving.look()
    results["broken"] = [ask("GET", "/ping")[0], serving.loaded.archive]
    aws.approved = []
    serving.look()
    results["rejected"] = serving.loaded.archive
    http_server.shutdown()
    print(json.dumps(results))


main(sys.argv[1])
