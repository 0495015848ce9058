"""Runs the steps of the training pipeline in the order that the definition states, on made-up features, without AWS.

Arguments: a working folder, and the steps as JSON: what each runs with which arguments. Containers are folders here:
/opt/ml/processing becomes <work>/<step>. Prints the results as one line of JSON.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tarfile
from datetime import datetime, timedelta, timezone

import pandas as pd

work, plan = sys.argv[1], json.loads(sys.argv[2])
jobs = plan["jobs"]


def features():
    """Customers of three segments, of whom regular ones order again: three snapshots each, 31 days apart."""
    chance = random.Random(1)
    rows = []
    for customer in range(400):
        segment = ["inactive", "occasional", "regular"][customer % 3]
        active = chance.random() < {"inactive": 0.2, "occasional": 0.5, "regular": 0.9}[segment]
        for snapshot in range(3):
            at = datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(days=31 * snapshot)
            rows.append(
                {
                    "customer_id": f"c{customer}",
                    "computed_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "orders_30d": chance.randint(1, 4) if active else int(chance.random() < 0.1),
                    "last_seen_days": float(chance.randint(0, 5) if active else chance.randint(20, 90)),
                    "segment": segment,
                    "spend_30d": 10.0,
                    "is_deleted": False,
                }
            )
    return pd.DataFrame(rows)


def run(script, arguments):
    done = subprocess.run(
        [sys.executable, os.path.join(jobs, script), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{script} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def folder(*parts):
    path = os.path.join(work, *parts)
    os.makedirs(path, exist_ok=True)
    return path


def read(*parts):
    with open(os.path.join(work, *parts), encoding="utf-8") as file:
        return json.load(file)


def rows(*parts):
    return pd.read_csv(os.path.join(work, *parts), header=None, dtype=str).values.tolist()


def preprocess(arguments):
    features().to_parquet(os.path.join(folder("features", "year=2026"), "part.parquet"))
    return run("preprocess.py", ["--source", folder("features"), "--target", folder("preprocess"), *arguments])


def train(name, arguments):
    model = folder(name, "model")
    channels = [part for one in ["train", "validation", "encoder"] for part in [f"--{one}", folder("preprocess", one)]]
    log = run("train.py", [*channels, "--model", model, *arguments])
    # As SageMaker packs what a training job leaves.
    with tarfile.open(os.path.join(folder(name, "output"), "model.tar.gz"), "w:gz") as archive:
        archive.add(model, arcname=".")
    return log


def evaluate(arguments):
    return run(
        "evaluate.py",
        [
            *["--model", folder("tune", "output"), "--untuned", folder("train", "output")],
            *["--test", folder("preprocess", "test"), "--target", folder("evaluate"), *arguments],
            *["--analyses", plan["analyses"]],
        ],
    )


def transform():
    """Scores the rows as the container of an endpoint does, with the handler that came with the model."""
    serving = folder("serving")
    with tarfile.open(os.path.join(work, "tune", "output", "model.tar.gz")) as archive:
        archive.extractall(serving)
    sys.path.insert(0, os.path.join(serving, "code"))
    import inference

    model = inference.model_fn(serving)
    with open(os.path.join(work, "preprocess", "batch", "rows.csv"), "rb") as file:
        scored, kind = inference.output_fn(inference.predict_fn(inference.input_fn(file.read(), "text/csv"), model), "text/csv")
    asked = json.dumps({"rows": [{"orders_30d": 3, "last_seen_days": 1, "segment": "regular"}]})
    answer, _ = inference.output_fn(
        inference.predict_fn(inference.input_fn(asked, "application/json"), model), "application/json"
    )
    refused = []
    for body, type_ in [("1,2", "text/csv"), ("1,x,inactive", "text/csv"), ('{"rows": [{"unknown": 1}]}', "application/json"), ("", "text/plain")]:
        try:
            inference.predict_fn(inference.input_fn(body, type_), model)
        except inference.BadRequest as error:
            refused.append(str(error))
    return {"kind": kind, "scores": [float(line) for line in scored.split()], "answer": json.loads(answer), "refused": refused}


def score(arguments):
    """Scores all customers, as the pipeline that runs on a schedule does it."""
    target = folder("predictions")
    run(
        "score.py",
        ["--features", folder("features"), "--model", folder("tune", "output"), "--target", target, *arguments],
    )
    [day] = os.listdir(target)
    written = pd.read_parquet(os.path.join(target, day, "predictions.parquet"))
    return {
        "day": day,
        "columns": {name: str(kind) for name, kind in written.dtypes.items()},
        "records": written["record_id"].nunique(),
        "rows": len(written),
        "featuresAt": sorted(str(one) for one in written["features_at"].unique()),
        "versions": [int(one) for one in written["model_version"].unique()],
        "least": float(written["probability"].min()),
        "most": float(written["probability"].max()),
    }


def first(archive):
    """What the model that Terraform brings answers."""
    serving = folder("first")
    with tarfile.open(archive) as packed:
        packed.extractall(serving)
    import inference

    rows = inference.input_fn("46.0,1,inactive\n0.0,3,regular\n", "text/csv")
    return [float(one) for one in inference.predict_fn(rows, inference.model_fn(serving))]


results = {"order": plan["order"]}
for step in plan["order"]:
    arguments = plan["arguments"].get(step, [])
    if step == "Preprocess":
        results["examples"] = json.loads(preprocess(arguments))
    elif step == "Train":
        results["log"] = train("train", arguments)
    elif step == "Tune":
        train("tune", ["--max_depth", "3", "--eta", "0.2", "--min_child_weight", "2", "--subsample", "0.9"])
    elif step == "Evaluate":
        evaluate(arguments)
        results["report"] = read("evaluate", "report", "evaluation.json")
        results["constraints"] = read("evaluate", "report", "constraints.json")
        results["analyses"] = {name: read("evaluate", "report", f"{name}.json") for name in ("bias", "explainability")}
        results["analyzed"] = {name: rows("evaluate", name, "rows.csv") for name in ("labeled", "sample")}
    elif step == "Transform":
        results["transform"] = transform()
results["batch"] = score(plan["batch"])
results["first"] = first(plan["first"])
shutil.rmtree(os.path.join(jobs, "__pycache__"), ignore_errors=True)
print("RESULTS " + json.dumps(results))
