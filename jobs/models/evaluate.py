"""Scores a model on examples that it has not seen, and writes the report that decides whether it is registered.

If a metric and its least value are given, it also writes the constraints that the monitor of model quality compares with.
For the analyses of Clarify, it writes the examples with the label that each has and the one that was predicted, and a sample of
them without. What the monitors are to measure is kept next to the report: a version brings it with its baselines.
"""

import argparse
import csv
import json
import math
import os
import shutil
import sys
import tarfile
import tempfile

from sklearn.metrics import accuracy_score, f1_score, log_loss, precision_score, recall_score, roc_auc_score

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from inference import model_fn, predict_fn  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="/opt/ml/processing/model")
    parser.add_argument("--untuned", default="/opt/ml/processing/untuned", help="the model before tuning, if there is one")
    parser.add_argument("--test", default="/opt/ml/processing/test")
    parser.add_argument("--analyses", default="/opt/ml/processing/analyses", help="what monitors measure, if they do")
    parser.add_argument("--target", default="/opt/ml/processing/output")
    parser.add_argument("--metric", help="metric that a version needs to be registered")
    parser.add_argument("--at-least", type=float, help="least value of that metric")
    return parser.parse_args()


def load(folder):
    """The model in the archive that training wrote."""
    unpacked = tempfile.mkdtemp()
    with tarfile.open(os.path.join(folder, "model.tar.gz")) as archive:
        for name in ["model.json", "encoder.json"]:
            member = next(one for one in archive if os.path.normpath(one.name) == name)
            with open(os.path.join(unpacked, name), "wb") as file:
                file.write(archive.extractfile(member).read())
    return model_fn(unpacked)


def metrics_of(labels, probabilities):
    chosen = [int(probability >= 0.5) for probability in probabilities]
    return {
        "auc": roc_auc_score(labels, probabilities),
        "accuracy": accuracy_score(labels, chosen),
        "f1": f1_score(labels, chosen, zero_division=0),
        "precision": precision_score(labels, chosen, zero_division=0),
        "recall": recall_score(labels, chosen, zero_division=0),
        "logloss": log_loss(labels, [float(probability) for probability in probabilities], labels=[0, 1]),
    }


def report_of(metrics):
    """The form that the registry shows (SageMaker developer guide, "Model quality metrics")."""
    return {name: {"value": round(float(value), 6), "standard_deviation": "NaN"} for name, value in metrics.items()}


# Metrics that the monitor measures too. It knows no log loss.
MONITORED = ["auc", "accuracy", "f1", "precision", "recall"]

# Most examples that are explained: each takes many questions to the model.
SAMPLE = 1000

# How far a metric may fall, as a part of its value: a window of captured requests is small, and its metrics vary.
TOLERANCE = 0.1


def constraints_of(metrics, metric, at_least):
    """Constraints as the analyzer of Model Monitor writes them (SageMaker developer guide, "Create a model quality baseline").

    The metric that decides about registration may not fall below what a version needs.
    """
    least = {name: float(metrics[name]) * (1 - TOLERANCE) for name in MONITORED}
    least[metric] = max(least[metric], at_least)
    return {
        "version": 0.0,
        "binary_classification_constraints": {
            name: {"threshold": round(value, 6), "comparison_operator": "LessThanThreshold"} for name, value in least.items()
        },
    }


def write_json(target, name, content):
    with open_in(target, os.path.join("report", name)) as file:
        json.dump(content, file, indent=2, sort_keys=True)


def write_rows(target, name, rows):
    with open_in(target, name) as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def open_in(target, name):
    path = os.path.join(target, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return open(path, "w", encoding="utf-8", newline="")


def main():
    options = arguments()
    with open(os.path.join(options.test, "examples.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [int(row.pop("label")) for row in rows]
    model = load(options.model)
    probabilities = predict_fn(rows, model)
    metrics = metrics_of(labels, probabilities)
    report = {"binary_classification_metrics": report_of(metrics), "examples": len(rows)}
    if os.path.exists(os.path.join(options.untuned, "model.tar.gz")):
        report["untuned"] = report_of(metrics_of(labels, predict_fn(rows, load(options.untuned))))
    write_json(options.target, "evaluation.json", report)
    if options.metric:
        write_json(options.target, "constraints.json", constraints_of(metrics, options.metric, options.at_least))
    predicted = [[label, int(probability >= 0.5)] for label, probability in zip(labels, probabilities)]
    scored = [[*pair, round(float(probability), 6)] for pair, probability in zip(predicted, probabilities)]
    write_rows(options.target, "report/predictions.csv", [["label", "prediction", "probability"], *scored])
    inputs = model[1]["inputs"]
    examples = [[row[name] for name in inputs] for row in rows]
    # No line of names: the configurations of the analyses have them.
    write_rows(options.target, "labeled/rows.csv", [[*row, *pair] for row, pair in zip(examples, predicted)])
    write_rows(options.target, "sample/rows.csv", examples[:: math.ceil(len(examples) / SAMPLE)])
    if os.path.isdir(options.analyses):
        shutil.copytree(options.analyses, os.path.join(options.target, "report"), dirs_exist_ok=True)


if __name__ == "__main__":
    main()
