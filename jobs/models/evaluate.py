"""Scores a model on examples that it has not seen, and writes the report that decides whether it is registered.

If a metric and its least value are given, it also writes the constraints that the monitor of model quality compares with.
"""

import argparse
import csv
import json
import os
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


def write(target, name, content):
    with open(os.path.join(target, name), "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, sort_keys=True)


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
    os.makedirs(options.target, exist_ok=True)
    write(options.target, "evaluation.json", report)
    if options.metric:
        write(options.target, "constraints.json", constraints_of(metrics, options.metric, options.at_least))
    with open(os.path.join(options.target, "predictions.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["label", "prediction", "probability"])
        writer.writerows(
            [label, int(probability >= 0.5), round(float(probability), 6)]
            for label, probability in zip(labels, probabilities)
        )


if __name__ == "__main__":
    main()
