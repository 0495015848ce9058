"""Scores every record of a feature group with a version of a model, and writes the predictions of the day.

The folder is `day=<day>/`, which the table of the Data Catalog knows as a partition. A second run on a day replaces the first.
"""

import argparse
import os
import sys
from datetime import datetime, timezone

import pandas as pd

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from evaluate import load  # noqa: E402
from inference import matrix_of  # noqa: E402
from preprocess import read_history  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", default="/opt/ml/processing/features")
    parser.add_argument("--model", default="/opt/ml/processing/model")
    parser.add_argument("--target", default="/opt/ml/processing/output")
    parser.add_argument("--record-id", required=True)
    parser.add_argument("--event-time", required=True)
    parser.add_argument("--version", type=int, required=True)
    return parser.parse_args()


def newest_of(history, record_id, event_time):
    """The newest row of each record, without the records that were deleted."""
    rows = history.assign(at=pd.to_datetime(history[event_time], utc=True, format="ISO8601"))
    rows = rows.sort_values(["at", record_id]).drop_duplicates(record_id, keep="last")
    if "is_deleted" in rows.columns:
        rows = rows[~rows["is_deleted"].astype(bool)]
    return rows.sort_values(record_id)


def main():
    options = arguments()
    booster, encoder = load(options.model)
    rows = newest_of(read_history(options.features), options.record_id, options.event_time)
    values = rows[encoder["inputs"]].astype(object).where(rows[encoder["inputs"]].notna(), None).values.tolist()
    now = datetime.now(timezone.utc)
    predictions = pd.DataFrame(
        {
            "record_id": rows[options.record_id].astype(str).to_numpy(),
            "features_at": rows["at"].dt.tz_localize(None).astype("datetime64[ms]").to_numpy(),
            "probability": booster.predict(matrix_of(values, encoder)).astype(float) if values else [],
            "model_version": pd.array([options.version] * len(rows), dtype="int32"),
            "scored_at": pd.array([now.replace(tzinfo=None)] * len(rows), dtype="datetime64[ms]"),
        }
    )
    folder = os.path.join(options.target, f"day={now:%Y-%m-%d}")
    os.makedirs(folder, exist_ok=True)
    predictions.to_parquet(os.path.join(folder, "predictions.parquet"), index=False)
    print(f"{len(predictions)} records scored with version {options.version}")


if __name__ == "__main__":
    main()
