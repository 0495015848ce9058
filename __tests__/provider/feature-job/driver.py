"""Runs the raw-to-processed job on events, then computes features of its table, and prints both as JSON.

Usage: driver.py <empty work folder>, with the folder of the jobs on PYTHONPATH.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import customer_features as job
import raw_to_processed as etl
from pyspark.sql import SparkSession

work = Path(sys.argv[1]).resolve()
# As Firehose names its objects.
folder = work / "raw" / "events" / "stream=events" / "arrived=2025-03-31"
now = datetime(2025, 3, 31, 12, tzinfo=timezone.utc)


def event(number: int, kind: str, at: str, **payload: Any) -> dict[str, Any]:
    """An event in the envelope of the raw zone."""
    return {
        "event_id": f"00000000-0000-4000-8000-{number:012}",
        "event_type": kind,
        "occurred_at": at,
        "source": "shop",
        "schema_version": 1,
        "payload": payload,
    }


events = [
    *(event(n, "order_placed", f"2025-03-{n:02}T12:00:00Z", customer_id="regular") for n in range(2, 7)),
    event(10, "payment_captured", "2025-03-10T00:00:00Z", customer_id="regular", amount=10.5),
    event(11, "payment_captured", "2025-03-30T12:00:00Z", customer_id="regular", amount=4.25),
    event(20, "order_placed", "2025-03-31T00:00:00Z", customer_id="occasional"),
    event(20, "order_placed", "2025-03-31T00:00:00Z", customer_id="occasional"),
    event(30, "feedback_given", "2025-03-21T12:00:00Z", customer_id="inactive"),
    # Thirty days and a second ago, after the window, and about nobody.
    event(40, "order_placed", "2025-03-01T11:59:59Z", customer_id="gone"),
    event(41, "order_placed", "2025-03-31T12:00:01Z", customer_id="inactive"),
    event(42, "order_placed", "2025-03-20T12:00:00Z"),
]


class FakeFeatureStore:
    """Keeps what is put."""

    def __init__(self) -> None:
        self.records: list[dict[str, str]] = []

    def put_record(self, FeatureGroupName: str, Record: list[dict[str, str]]) -> None:
        assert FeatureGroupName == "strata-test-customer"
        self.records.append({value["FeatureName"]: value["ValueAsString"] for value in Record})


settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
builder = SparkSession.builder.master("local[1]")
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

folder.mkdir(parents=True)
file = folder / "delivery-1.json.gz"
file.write_bytes(gzip.compress("".join(f"{json.dumps(one)}\n" for one in events).encode()))
arrived = datetime(2025, 3, 31, 12, 1, tzinfo=timezone.utc).timestamp()
os.utime(file, (arrived, arrived))
table = f"{work}/processed/events"
counts = etl.main(["--source", f"{work}/raw/events", "--target", table, "--quarantine", f"{work}/raw/quarantine"])

store = FakeFeatureStore()
computed = job.features_of(spark.read.schema(job.EVENTS).parquet(table), now)
put = job.put_all(computed.collect(), store, "strata-test-customer")
print(
    "RESULTS "
    + json.dumps(
        {
            "counts": counts._asdict(),
            "put": put,
            "records": sorted(store.records, key=lambda record: record["customer_id"]),
            "columns": [[field.name, field.dataType.typeName()] for field in computed.schema],
        }
    )
)
