"""Writes histories as Feature Store does, restores an online store from them, and prints what it was told as JSON.

Usage: driver.py <empty work folder>, with the folder of the jobs on PYTHONPATH.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from typing import Any

import restore_features as job
from pyspark.sql import SparkSession

source = f"{sys.argv[1]}/features/111122223333/sagemaker/us-east-1/offline-store"
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
spark.conf.set("spark.sql.shuffle.partitions", "2")
spark.sparkContext.setLogLevel("ERROR")

arguments = [
    *("--source", f"{source}/", "--history", "strata-prod-customer", "--group", "strata-dr-customer"),
    *("--record-id", "customer_id", "--event-time", "computed_at", "--ttl-days", "30"),
    *("--features", "customer_id:text,computed_at:text,orders_30d:integer,spend_30d:number"),
    *("--now", "2026-03-31T12:00:00+00:00", "--JOB_NAME", "passed over"),
]
options = job.parse_options(arguments)


def row(customer: str, at: str, orders: int | None = None, spend: float | None = None, **more: Any) -> tuple[Any, ...]:
    """A row of a history, which was put when its values held unless `put_at` says otherwise."""
    put = datetime.fromisoformat(more.get("put_at", at).replace("Z", "+00:00")).astimezone(timezone.utc)
    return customer, at, put, put, more.get("is_deleted", False), orders, spend


def write(folder: str, *rows: tuple[Any, ...], without: str | None = None) -> None:
    """Puts a file of rows into the folder of a group and an hour."""
    schema = "customer_id string, computed_at string, api_invocation_time timestamp, write_time timestamp, is_deleted boolean"
    frame = spark.createDataFrame(list(rows), f"{schema}, orders_30d bigint, spend_30d double").coalesce(1)
    frame = frame.drop(without) if without else frame
    frame.write.mode("append").parquet(f"{source}/{folder}/data/year=2026/month=03/day=30/hour=12")


class FakeFeatureStore:
    """Records the calls it gets."""

    def __init__(self) -> None:
        self.put: dict[str, dict[str, str]] = {}
        self.deleted: dict[str, str] = {}

    def put_record(self, FeatureGroupName: str, Record: list[dict[str, str]], TargetStores: list[str]) -> None:
        assert (FeatureGroupName, TargetStores) == ("strata-dr-customer", ["OnlineStore"])
        record = {value["FeatureName"]: value["ValueAsString"] for value in Record}
        assert record["customer_id"] not in self.put
        self.put[record["customer_id"]] = record

    def delete_record(
        self, FeatureGroupName: str, RecordIdentifierValueAsString: str, EventTime: str, TargetStores: list[str]
    ) -> None:
        assert (FeatureGroupName, TargetStores) == ("strata-dr-customer", ["OnlineStore"])
        self.deleted[RecordIdentifierValueAsString] = EventTime


try:
    job.run(spark, options)
    empty = None
except job.NoHistory as error:
    empty = str(error).replace(source, "")

write(
    "strata-prod-customer-1760000000",
    row("latest", "2026-03-29T00:00:00Z", 1, 1.5),
    # Half a second later, and with a text that sorts first.
    row("fraction", "2026-03-30T00:00:00Z", 1),
    row("fraction", "2026-03-30T00:00:00.500Z", 2),
    # Put last, about an earlier time.
    row("late", "2026-03-30T00:00:00Z", 2),
    row("late", "2026-03-28T00:00:00Z", 1, put_at="2026-03-30T11:00:00Z"),
    # Corrected: the same event time, put again.
    row("corrected", "2026-03-30T00:00:00Z", 1, put_at="2026-03-30T01:00:00Z"),
    row("corrected", "2026-03-30T00:00:00Z", 2, put_at="2026-03-30T02:00:00Z"),
    row("deleted", "2026-03-29T00:00:00Z", 1),
    row("deleted", "2026-03-30T00:00:00Z", is_deleted=True),
    row("returned", "2026-03-28T00:00:00Z", is_deleted=True),
    row("returned", "2026-03-30T00:00:00Z", 3),
    row("expired", "2026-03-01T12:00:00Z", 1),
    row("forgotten", "2026-02-01T00:00:00Z", is_deleted=True),
    row("lasting", "2026-03-01T12:00:01Z", 1),
)
# Of the group before it was made again, and before it had the last feature.
write("strata-prod-customer-1750000000", row("latest", "2026-03-28T00:00:00Z", 9), row("old", "2026-03-20T00:00:00Z", 4), without="spend_30d")
write("strata-prod-customer-vip-1760000000", row("vip", "2026-03-30T00:00:00Z", 7))
write("strata-prod-orders-1760000000", row("order", "2026-03-30T00:00:00Z", 7))

store = FakeFeatureStore()
history = job.read_history(spark, options)
counts = job.restore(job.latest_of(history, options).collect(), store, options)
print("RESULTS " + json.dumps({"empty": empty, "counts": counts, "put": store.put, "deleted": store.deleted}))
