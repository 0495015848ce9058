"""Trains a classifier on the examples that preprocess.py made, and puts what serving needs next to it."""

import argparse
import csv
import json
import os
import shutil

import xgboost as xgb

from inference import matrix_of


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    environment = os.environ.get
    parser.add_argument("--train", default=environment("SM_CHANNEL_TRAIN"))
    parser.add_argument("--validation", default=environment("SM_CHANNEL_VALIDATION"))
    parser.add_argument("--encoder", default=environment("SM_CHANNEL_ENCODER"))
    parser.add_argument("--model", default=environment("SM_MODEL_DIR"))
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--max-depth", "--max_depth", type=int, default=4)
    parser.add_argument("--eta", type=float, default=0.1)
    parser.add_argument("--min-child-weight", "--min_child_weight", type=float, default=1)
    parser.add_argument("--subsample", type=float, default=0.8)
    return parser.parse_args()


def read_examples(folder, encoder):
    with open(os.path.join(folder, "examples.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    values = [[row[name] for name in encoder["inputs"]] for row in rows]
    return matrix_of(values, encoder, label=[int(row["label"]) for row in rows])


def main():
    options = arguments()
    with open(os.path.join(options.encoder, "encoder.json"), encoding="utf-8") as file:
        encoder = json.load(file)
    train = read_examples(options.train, encoder)
    validation = read_examples(options.validation, encoder)
    booster = xgb.train(
        {
            "objective": "binary:logistic",
            "eval_metric": ["logloss", "auc"],
            "max_depth": options.max_depth,
            "eta": options.eta,
            "min_child_weight": options.min_child_weight,
            "subsample": options.subsample,
            "tree_method": "hist",
            "seed": 1,
            "nthread": 1 if os.environ.get("SM_NUM_CPUS") is None else int(os.environ["SM_NUM_CPUS"]),
        },
        train,
        num_boost_round=options.rounds,
        evals=[(train, "train"), (validation, "validation")],
        early_stopping_rounds=20,
        # Tuning reads the metrics of the last line.
        verbose_eval=True,
    )
    os.makedirs(os.path.join(options.model, "code"), exist_ok=True)
    booster[: booster.best_iteration + 1].save_model(os.path.join(options.model, "model.json"))
    with open(os.path.join(options.model, "encoder.json"), "w", encoding="utf-8") as file:
        json.dump(encoder, file, sort_keys=True)
    shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "inference.py"), os.path.join(options.model, "code"))


if __name__ == "__main__":
    main()
