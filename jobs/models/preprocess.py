"""Makes labelled examples of the history of a feature group, and splits them into those to train on and to test with.

The history has a row for each time a record was computed. The label of a row is what the same record became later: whether
a feature reached a value in the first row that is `after-days` later or more. A row whose future is not known yet is not an
example. So nothing that happened after a row is in its inputs.
"""

import argparse
import hashlib
import json
import os

import pandas as pd


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", default="/opt/ml/processing/input")
    parser.add_argument("--target", default="/opt/ml/processing/output")
    parser.add_argument("--record-id", required=True)
    parser.add_argument("--event-time", required=True)
    parser.add_argument("--inputs", required=True, help="names with commas between them")
    parser.add_argument("--label", required=True, help="feature that the label is made of")
    parser.add_argument("--at-least", type=float, required=True)
    parser.add_argument("--after-days", type=int, required=True)
    return parser.parse_args()


def read_history(source):
    """All Parquet files below a folder. Those that Athena and Spark add begin with a dot or an underscore."""
    files = sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(source)
        for name in names
        if name.endswith(".parquet") and not name.startswith((".", "_"))
    )
    if not files:
        raise SystemExit(f"expected Parquet files below {source}, got none: is the offline store filled?")
    return pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)


def examples_of(history, options):
    """The rows of the history whose future is known, each with its label."""
    wanted = [options.record_id, options.event_time, *options.inputs, options.label]
    missing = sorted({name for name in wanted if name not in history.columns})
    if missing:
        raise SystemExit(f"expected the features {', '.join(missing)} in the history, got {', '.join(history.columns)}")
    if "is_deleted" in history.columns:
        history = history[~history["is_deleted"].astype(bool)]
    rows = history[list(dict.fromkeys(wanted))].copy()
    rows["at"] = pd.to_datetime(rows[options.event_time], utc=True, format="ISO8601")
    rows = rows.drop_duplicates([options.record_id, "at"], keep="last").sort_values(["at", options.record_id])
    later = rows[[options.record_id, "at", options.label]].rename(columns={options.label: "later"})
    rows["due"] = rows["at"] + pd.Timedelta(days=options.after_days)
    found = pd.merge_asof(
        rows,
        later,
        left_on="due",
        right_on="at",
        by=options.record_id,
        direction="forward",
        tolerance=pd.Timedelta(days=options.after_days),
        suffixes=("", "_later"),
    )
    known = found[found["later"].notna()].copy()
    if known.empty:
        raise SystemExit(f"expected rows {options.after_days} days apart, got none: the history is too short")
    known.insert(0, "label", (known["later"].astype(float) >= options.at_least).astype(int))
    return known


def part_of(record_id):
    """All rows of a record go to one part, in every run: 70 % to train, 15 % to validate, 15 % to test."""
    share = int(hashlib.sha256(str(record_id).encode()).hexdigest()[:8], 16) % 100
    return "train" if share < 70 else "validation" if share < 85 else "test"


def encoder_of(examples, inputs):
    """Inputs that are text, with the categories that occur among the examples to train on."""
    texts = [name for name in inputs if not pd.api.types.is_numeric_dtype(examples[name])]
    return {
        "version": 1,
        "inputs": inputs,
        "categories": {name: sorted(examples[name].dropna().astype(str).unique()) for name in texts},
    }


def main():
    options = arguments()
    options.inputs = options.inputs.split(",")
    examples = examples_of(read_history(options.source), options)
    parts = examples[options.record_id].map(part_of)
    encoder = encoder_of(examples[parts == "train"], options.inputs)
    for part in ["train", "validation", "test"]:
        chosen = examples[parts == part]
        if chosen["label"].nunique() < 2:
            raise SystemExit(f"expected both labels among the examples of {part}, got {len(chosen)} of one")
        write(options.target, part, "examples.csv", chosen[["label", *options.inputs]].to_csv(index=False))
    write(options.target, "encoder", "encoder.json", json.dumps(encoder, sort_keys=True))
    write(options.target, "batch", "rows.csv", examples[parts == "test"][options.inputs].to_csv(index=False, header=False))
    print(json.dumps({part: int((parts == part).sum()) for part in ["train", "validation", "test"]}))


def write(target, folder, name, text):
    os.makedirs(os.path.join(target, folder), exist_ok=True)
    with open(os.path.join(target, folder, name), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
