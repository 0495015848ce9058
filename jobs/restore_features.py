"""Fills the online store of a feature group from the history of another; README.md says what it promises.

Plain PySpark: runs as a Glue 5.0 job and, but for the calls of Feature Store, without any AWS library on a laptop.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime, timedelta, timezone
from typing import Any, Iterable, NamedTuple, Sequence

from pyspark.sql import DataFrame, Row, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.utils import AnalysisException

# How the lake keeps what a feature of each type says.
COLUMNS = {"text": "string", "integer": "bigint", "number": "double"}
# What Feature Store adds to each row of a history.
ADDED = "api_invocation_time timestamp, write_time timestamp, is_deleted boolean"
# The history stays where it is: what comes of it goes to the online store alone.
ONLINE = ["OnlineStore"]


class Options(NamedTuple):
    """The arguments of the job."""

    source: str
    history: str
    group: str
    record_id: str
    event_time: str
    features: dict[str, str]
    ttl_days: int
    now: datetime


class NoHistory(Exception):
    """There is nothing to restore from: an online store that stays empty is not restored."""


class Counts(NamedTuple):
    """What became of the latest rows."""

    put: int
    deleted: int


def read_history(spark: SparkSession, options: Options) -> DataFrame:
    """All rows of the group, also of those that had its name before. Raises NoHistory where there are no files."""
    features = ", ".join(f"`{name}` {COLUMNS[kind]}" for name, kind in options.features.items())
    # Feature Store appends the time of its creation to the name of a group.
    path = f"{options.source.rstrip('/')}/{options.history}-[0-9]*/data"
    try:
        # Files from before a feature was added lack its column, and then have no value for it.
        return spark.read.schema(f"{features}, {ADDED}").option("recursiveFileLookup", True).parquet(path)
    except AnalysisException as error:
        if error.getErrorClass() != "PATH_NOT_FOUND":
            raise
        raise NoHistory(
            f"expected files of a history at {path}, got none. Check that {options.history} was written, and that its "
            "files were copied here."
        ) from None


def latest_of(history: DataFrame, options: Options) -> DataFrame:
    """The latest row of each record, deletions among them, but for those whose days in the online store are over."""
    moment = F.to_timestamp(options.event_time)
    newest = Window.partitionBy(options.record_id).orderBy(
        moment.desc(), F.col("api_invocation_time").desc(), F.col("write_time").desc()
    )
    since = options.now - timedelta(days=options.ttl_days)
    return (
        history.withColumn("_place", F.row_number().over(newest))
        .filter((F.col("_place") == 1) & (moment > F.lit(since)))
        .drop("_place")
    )


def restore(rows: Iterable[Row], client: Any, options: Options) -> Counts:
    """Puts each row, or deletes its record. Feature Store leaves records alone that have a later event time."""
    put = deleted = 0
    for row in rows:
        if row["is_deleted"]:
            client.delete_record(
                FeatureGroupName=options.group,
                RecordIdentifierValueAsString=row[options.record_id],
                EventTime=row[options.event_time],
                TargetStores=ONLINE,
            )
            deleted += 1
        else:
            record = [
                {"FeatureName": name, "ValueAsString": str(row[name])} for name in options.features if row[name] is not None
            ]
            client.put_record(FeatureGroupName=options.group, Record=record, TargetStores=ONLINE)
            put += 1
    return Counts(put, deleted)


def restore_partition(options: Options):
    """What each worker does with its rows, with its own client."""

    def work(rows: Iterable[Row]) -> Iterable[Counts]:
        import boto3

        yield restore(rows, boto3.client("sagemaker-featurestore-runtime"), options)

    return work


def run(spark: SparkSession, options: Options) -> Counts:
    """Fills the online store once. Returns how many records it put, and how many it deleted."""
    history = read_history(spark, options)
    # A few workers are enough: Feature Store, not Spark, sets the pace.
    parts = latest_of(history, options).coalesce(4).rdd.mapPartitions(restore_partition(options)).collect()
    return Counts(sum(part.put for part in parts), sum(part.deleted for part in parts))


def features_in(text: str) -> dict[str, str]:
    """Features by name, of a list as in "customer_id:text,orders_30d:integer"."""
    features = dict(one.split(":", 1) for one in text.split(","))
    for name, kind in features.items():
        if kind not in COLUMNS:
            raise argparse.ArgumentTypeError(f"{name} is of type {kind}, and not of {', '.join(COLUMNS)}")
    return features


def parse_options(arguments: Sequence[str]) -> Options:
    """The arguments of the job. Glue adds its own arguments, which are ignored."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--source", required=True, help="prefix of the histories of a region")
    parser.add_argument("--history", required=True, help="name of the group whose history is read")
    parser.add_argument("--group", required=True, help="name of the group whose online store is filled")
    parser.add_argument("--record-id", required=True, help="feature that says which record it is")
    parser.add_argument("--event-time", required=True, help="feature that says when the values held")
    parser.add_argument("--features", required=True, type=features_in, help="all features, as in customer_id:text,…")
    parser.add_argument("--ttl-days", required=True, type=int, help="days that the online store keeps a record")
    parser.add_argument("--now", type=datetime.fromisoformat, help="when the days end, with an offset; default: now")
    known, _ = parser.parse_known_args(arguments)
    now = (known.now or datetime.now(timezone.utc)).astimezone(timezone.utc)
    return Options(**{**vars(known), "now": now})


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the job and prints its counts as one line of JSON."""
    options = parse_options(sys.argv[1:] if arguments is None else arguments)
    spark = SparkSession.builder.appName("restore-features").getOrCreate()
    # Times without an offset are in UTC, wherever the job runs.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    print(json.dumps({"job": "restore-features", "group": options.group, **run(spark, options)._asdict()}), flush=True)


if __name__ == "__main__":
    main()
