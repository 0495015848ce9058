"""Computes the features of customers from the table `events` and puts them into Feature Store; README.md says what it promises.

Plain PySpark: runs as a Glue 5.0 job and, but for the puts, without any AWS library on a laptop.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime, timedelta, timezone
from typing import Any, Iterable, NamedTuple, Sequence

from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as F

# How far back features look.
WINDOW = timedelta(days=30)
# Orders within the window that make a customer a regular one.
REGULAR = 4
# The features, as ai.features.customer declares them. A test holds the two together.
FEATURES = ("customer_id", "computed_at", "last_seen_days", "orders_30d", "segment", "spend_30d")
EVENTS = (
    "event_id string, occurred_at timestamp, source string, schema_version int, subject string, payload string, "
    "event_type string, event_date date"
)


class Options(NamedTuple):
    """The arguments of the job."""

    source: str
    group: str
    now: datetime


def features_of(events: DataFrame, now: datetime) -> DataFrame:
    """One row for each customer with an event in the window that ends at `now`; times are in UTC."""
    since = now - WINDOW
    amount = F.get_json_object("payload", "$.amount").cast("double")
    of_type = lambda name: F.col("event_type") == name  # noqa: E731
    recent = (
        # Days are folders: those before the window are not read.
        events.filter(F.col("event_date") >= F.lit(since.date()))
        .withColumn("customer_id", F.get_json_object("payload", "$.customer_id"))
        .filter((F.col("customer_id") != "") & (F.col("occurred_at") > F.lit(since)) & (F.col("occurred_at") <= F.lit(now)))
    )
    orders = F.countDistinct(F.when(of_type("order_placed"), F.col("event_id")))
    seconds = F.lit(now).cast("double") - F.max("occurred_at").cast("double")
    return (
        recent.groupBy("customer_id")
        .agg(
            F.round(seconds / 86_400, 6).alias("last_seen_days"),
            orders.cast("long").alias("orders_30d"),
            F.round(F.coalesce(F.sum(F.when(of_type("payment_captured"), amount)), F.lit(0.0)), 2).alias("spend_30d"),
        )
        .withColumn(
            "segment",
            F.when(F.col("orders_30d") >= REGULAR, "regular").when(F.col("orders_30d") > 0, "occasional").otherwise("inactive"),
        )
        .withColumn("computed_at", F.lit(now.strftime("%Y-%m-%dT%H:%M:%SZ")))
        .select(*FEATURES)
    )


def record_of(row: Row) -> list[dict[str, str]]:
    """A row as Feature Store takes it: every value as a text, and none for what is not known."""
    return [{"FeatureName": name, "ValueAsString": str(row[name])} for name in FEATURES if row[name] is not None]


def put_all(rows: Iterable[Row], client: Any, group: str) -> int:
    """Puts each row, and returns how many. A put that fails ends the run: the next one puts all of them again."""
    count = 0
    for row in rows:
        client.put_record(FeatureGroupName=group, Record=record_of(row))
        count += 1
    return count


def put_partition(group: str):
    """What each worker does with its rows, with its own client."""

    def put(rows: Iterable[Row]) -> Iterable[int]:
        import boto3

        yield put_all(rows, boto3.client("sagemaker-featurestore-runtime"), group)

    return put


def run(spark: SparkSession, options: Options) -> int:
    """Computes and puts the features of all customers once. Returns how many there are."""
    events = spark.read.schema(EVENTS).parquet(options.source)
    # A few workers are enough: Feature Store, not Spark, sets the pace.
    return sum(features_of(events, options.now).coalesce(4).rdd.mapPartitions(put_partition(options.group)).collect())


def parse_options(arguments: Sequence[str]) -> Options:
    """The arguments of the job. Glue adds its own arguments, which are ignored."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--source", required=True, help="prefix of the table of events")
    parser.add_argument("--group", required=True, help="name of the feature group")
    parser.add_argument("--now", type=datetime.fromisoformat, help="end of the window, with an offset; default: now")
    known, _ = parser.parse_known_args(arguments)
    now = (known.now or datetime.now(timezone.utc)).astimezone(timezone.utc)
    return Options(source=known.source, group=known.group, now=now)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the job and prints its count as one line of JSON."""
    options = parse_options(sys.argv[1:] if arguments is None else arguments)
    spark = SparkSession.builder.appName("customer-features").getOrCreate()
    # Days begin at midnight UTC, wherever the job runs.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    print(json.dumps({"job": "customer-features", "customers": run(spark, options)}), flush=True)


if __name__ == "__main__":
    main()
