"""Turns raw events into the table `events` of the processed zone; what it promises is in README.md.

Plain PySpark: runs as a Glue 5.0 job and, without any AWS library, on a laptop.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, Sequence

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

# The envelope of an event, as event.schema.json declares it. A test holds the two together.
EVENT_TYPES = ("document_uploaded", "feedback_given", "order_cancelled", "order_placed", "payment_captured")
SCHEMA_VERSIONS = (1,)
REQUIRED = ("event_id", "event_type", "occurred_at", "source", "schema_version", "payload")
FIELDS = ("event_id", "event_type", "occurred_at", "source", "schema_version", "subject", "payload")
EVENT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OCCURRED_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
SOURCE = re.compile(r"[a-z][a-z0-9-]{0,63}")
LONGEST_SUBJECT = 256
# Nothing happened before; older dates also need a calendar that Parquet readers do not agree on.
EARLIEST = datetime(2000, 1, 1, tzinfo=timezone.utc)
# How far the clock of a producer may be ahead of the file that its event arrives in.
FUTURE_TOLERANCE = timedelta(minutes=5)

CSV_HEADER = ",".join(FIELDS)
CSV_FILE = r"(?i)\.csv(\.gz)?$"
JSON_FILE = r"(?i)\.(json|jsonl|ndjson)(\.gz)?$"

PARTITIONS = ["event_type", "event_date"]
TABLE = (
    "event_id string, occurred_at timestamp, source string, schema_version int, subject string, payload string, "
    "event_type string, event_date date"
)
QUARANTINE = "file string, raw string, reason string, detail string, file_key string"
JUDGED = (
    "event_id string, event_type string, occurred_at bigint, source string, schema_version int, subject string, "
    "payload string, reason string, detail string"
)


class Options(NamedTuple):
    """The arguments of the job."""

    source: str
    target: str
    quarantine: str
    format: str
    lookback_days: int | None
    now: datetime


class Counts(NamedTuple):
    """What became of the records of a run."""

    read: int
    written: int
    duplicates: int
    rejected: int

    def check(self) -> None:
        """Raises RuntimeError when a record got lost, or was stored twice."""
        if self.read != self.written + self.duplicates + self.rejected:
            raise RuntimeError(f"The counts do not add up: {json.dumps(self._asdict())}")


class Rejected(Exception):
    """A record that is no event: a reason to count by, and what is wrong in it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


# --- One record -------------------------------------------------------------------------------------------------------


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exact: free of time zones, and of the rounding of floats."""
    return (moment - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)


def parse_json(text: str) -> Any:
    """The value of a JSON text, without what JSON does not define: NaN, infinities, a key that occurs twice."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise ValueError(f"the key {twice} occurs twice")
        return dict(pairs)

    def undefined(constant: str) -> Any:
        raise ValueError(f"{constant} is no JSON")

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=undefined)
    except (ValueError, RecursionError) as error:
        raise Rejected("malformed_json", str(error)) from error


def fields_of_json(line: str) -> dict[str, Any]:
    """The fields of a record that is a JSON object."""
    fields = parse_json(line)
    if not isinstance(fields, dict):
        raise Rejected("malformed_json", "the record is no object")
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise Rejected("unknown_field", ", ".join(unknown))
    return fields


def fields_of_csv(line: str) -> dict[str, Any]:
    """The fields of a record that is a line of CSV: an empty one is absent, the payload is JSON in quotes."""
    try:
        values = next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise Rejected("malformed_csv", str(error)) from error
    if len(values) != len(FIELDS):
        raise Rejected("wrong_columns", f"{len(values)} columns instead of {len(FIELDS)}")
    fields: dict[str, Any] = {name: value for name, value in zip(FIELDS, values) if value != ""}
    if "payload" in fields:
        fields["payload"] = parse_json(fields["payload"])
    if re.fullmatch(r"[0-9]{1,9}", fields.get("schema_version", "")):
        fields["schema_version"] = int(fields["schema_version"])
    return fields


def text(fields: dict[str, Any], name: str) -> str:
    """A field that has to be a string."""
    if not isinstance(fields[name], str):
        raise Rejected("wrong_type", f"{name} is no string")
    return fields[name]


def moment_of(value: str, arrived: int) -> int:
    """Microseconds of an ISO 8601 time with an offset, no later than its file allows."""
    if not OCCURRED_AT.fullmatch(value):
        raise Rejected("invalid_value", "occurred_at is no ISO 8601 time with an offset")
    try:
        moment = datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%f%z" if "." in value else "%Y-%m-%dT%H:%M:%S%z")
    except ValueError as error:
        raise Rejected("invalid_value", "occurred_at is no time of the calendar") from error
    if moment < EARLIEST:
        raise Rejected("invalid_value", f"occurred_at is before {EARLIEST.year}")
    if micros(moment) > arrived + FUTURE_TOLERANCE // timedelta(microseconds=1):
        raise Rejected("future_timestamp", "occurred_at is later than the arrival of its file")
    return micros(moment)


def payload_of(value: Any) -> str:
    """The payload as JSON text of one form: keys sorted, no spaces."""
    if not isinstance(value, dict):
        raise Rejected("wrong_type", "payload is no object")
    try:
        payload = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        payload.encode()
    except ValueError as error:
        # A number beyond the doubles, or half of a surrogate pair: legal to write, impossible to store.
        raise Rejected("invalid_value", "payload holds a number or a character that cannot be stored") from error
    return payload


def event_of(line: str, form: str, arrived: int) -> tuple[Any, ...]:
    """The event that a line holds, as the first columns of JUDGED. Raises Rejected when it holds none."""
    if "\ufffd" in line:
        raise Rejected("not_utf8", "the line holds bytes that are no UTF-8")
    if line.strip() == "":
        raise Rejected("empty_line", "the line is empty")
    fields = fields_of_json(line) if form == "json" else fields_of_csv(line)

    missing = [name for name in REQUIRED if fields.get(name) is None]
    if missing:
        raise Rejected("missing_field", ", ".join(missing))
    event_id = text(fields, "event_id")
    if not EVENT_ID.fullmatch(event_id):
        raise Rejected("invalid_value", "event_id is no UUID in lower case")
    event_type = text(fields, "event_type")
    if event_type not in EVENT_TYPES:
        raise Rejected("unknown_value", "event_type is none of the declared ones")
    occurred_at = moment_of(text(fields, "occurred_at"), arrived)
    source = text(fields, "source")
    if not SOURCE.fullmatch(source):
        raise Rejected("invalid_value", "source is no service name")
    # True is an int in Python.
    if type(fields["schema_version"]) is not int:
        raise Rejected("wrong_type", "schema_version is no integer")
    if fields["schema_version"] not in SCHEMA_VERSIONS:
        raise Rejected("unknown_value", "schema_version is none of the declared ones")
    subject = None if fields.get("subject") is None else text(fields, "subject")
    if subject is not None and not (0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()):
        raise Rejected("invalid_value", f"subject is not 1 to {LONGEST_SUBJECT} printable characters")
    payload = payload_of(fields["payload"])
    return event_id, event_type, occurred_at, source, fields["schema_version"], subject, payload


def judge(line: str, form: str | None, headed: bool, arrived: int) -> tuple[Any, ...]:
    """A row of JUDGED: the event of a line, or why there is none."""
    try:
        if form is None:
            raise Rejected("unknown_format", "the name of the file ends neither in .json, .jsonl, .ndjson nor .csv")
        if not headed:
            raise Rejected("wrong_columns", f"the file has no header line {CSV_HEADER}")
        return (*event_of(line, form, arrived), None, None)
    except Rejected as rejected:
        return (*[None] * len(FIELDS), rejected.reason, rejected.detail)


# --- All records ------------------------------------------------------------------------------------------------------


def empty_where_missing(spark: SparkSession, read: Any, path: str, schema: str) -> DataFrame:
    """What `read` finds at the path; nothing, in the schema, where there is no such path yet."""
    try:
        return read(path)
    except AnalysisException as error:
        if error.getErrorClass() != "PATH_NOT_FOUND":
            raise
        return spark.createDataFrame([], schema)


def read_lines(spark: SparkSession, options: Options) -> DataFrame:
    """Every line below the source with its file, the format of the file and the time it arrived."""
    reader = spark.read.option("recursiveFileLookup", True)
    if options.lookback_days is not None:
        since = options.now - timedelta(days=options.lookback_days)
        reader = reader.option("modifiedAfter", since.strftime("%Y-%m-%dT%H:%M:%S")).option("timeZone", "UTC")

    def read(path: str) -> DataFrame:
        return reader.text(path).select(
            F.col("value").alias("line"),
            F.col("_metadata.file_path").alias("file"),
            F.unix_micros("_metadata.file_modification_time").alias("arrived"),
        )

    lines = empty_where_missing(spark, read, options.source, "line string, file string, arrived bigint")
    by_ending = F.when(F.col("file").rlike(CSV_FILE), "csv").when(F.col("file").rlike(JSON_FILE), "json")
    return lines.withColumn("form", by_ending if options.format == "auto" else F.lit(options.format))


def judge_lines(lines: DataFrame) -> DataFrame:
    """All records of the lines, each an event or a reason. Header lines of CSV files are no records."""
    is_header = (F.col("form") == "csv") & (F.col("line") == CSV_HEADER)
    headed_files = lines.filter(is_header).select("file").distinct().withColumn("has_header", F.lit(True))
    headed = F.coalesce("has_header", F.col("form") != "csv", F.lit(True))
    verdict = F.udf(judge, JUDGED)("line", "form", headed, "arrived")
    return (
        lines.filter(~F.coalesce(is_header, F.lit(False)))
        .join(F.broadcast(headed_files), "file", "left")
        .select("file", F.col("line").alias("raw"), verdict.alias("verdict"))
        .select("file", "raw", "verdict.*")
    )


def events_of(judged: DataFrame) -> DataFrame:
    """The events among the records, in the columns of the table, with the file they came from."""
    return (
        judged.filter(F.col("reason").isNull())
        .withColumn("occurred_at", F.timestamp_micros("occurred_at"))
        .withColumn("event_date", F.to_date("occurred_at"))
        .drop("raw", "reason", "detail")
    )


def first_of_each(events: DataFrame) -> DataFrame:
    """One event for each id: the earliest, and among equals the same one in every run."""
    order = ["occurred_at", "event_type", "source", "schema_version", "subject", "payload", "file"]
    place = F.row_number().over(Window.partitionBy("event_id").orderBy(*order))
    return events.withColumn("place", place).filter("place = 1").drop("place", "file")


def read_table(spark: SparkSession, path: str) -> DataFrame:
    """The table of events at the path."""
    return empty_where_missing(spark, spark.read.schema(TABLE).parquet, path, TABLE)


def append(events: DataFrame, path: str) -> None:
    """Adds events to their partitions, one file for each, and leaves existing files alone."""
    (
        events.repartition(*PARTITIONS)
        .sortWithinPartitions(*PARTITIONS, "occurred_at", "event_id")
        .write.mode("append")
        .partitionBy(*PARTITIONS)
        .parquet(path)
    )


def quarantine(rejects: DataFrame, path: str) -> None:
    """Puts the rejects of each source file into a separate folder, in place of those of an earlier run."""
    (
        rejects.repartition("file_key")
        .sortWithinPartitions("file_key", "raw", "reason")
        .write.mode("overwrite")
        .option("partitionOverwriteMode", "dynamic")
        .partitionBy("file_key")
        .json(path)
    )


def run(spark: SparkSession, options: Options) -> Counts:
    """Processes the source once. What is counted as written and rejected is what storage holds afterwards."""
    judged = judge_lines(read_lines(spark, options)).persist()
    rejects = judged.filter(F.col("reason").isNotNull()).select(
        "file", "raw", "reason", "detail", F.substring(F.sha2("file", 256), 1, 16).alias("file_key")
    )
    events = events_of(judged)
    stored = read_table(spark, options.target)
    fresh = first_of_each(events.join(stored.select("event_id"), "event_id", "left_anti")).persist()
    read, valid, new, before = judged.count(), events.count(), fresh.count(), stored.count()

    if read > valid:
        quarantine(rejects, options.quarantine)
    if new > 0:
        append(fresh, options.target)

    kept = empty_where_missing(spark, spark.read.schema(QUARANTINE).json, options.quarantine, QUARANTINE)
    counts = Counts(
        read=read,
        written=read_table(spark, options.target).count() - before,
        duplicates=valid - new,
        rejected=kept.join(rejects.select("file_key").distinct(), "file_key", "left_semi").count(),
    )
    fresh.unpersist()
    judged.unpersist()
    return counts


# --- The program ------------------------------------------------------------------------------------------------------


def parse_options(arguments: Sequence[str]) -> Options:
    """The arguments of the job. Glue adds its own arguments, which are ignored."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--source", required=True, help="prefix that holds the raw events")
    parser.add_argument("--target", required=True, help="prefix of the table")
    parser.add_argument("--quarantine", required=True, help="prefix for what is no event")
    parser.add_argument("--format", choices=("auto", "csv", "json"), default="auto", help="default: by file ending")
    parser.add_argument("--lookback-days", type=int, help="read only files that arrived within so many days")
    parser.add_argument("--now", type=datetime.fromisoformat, help="end of the lookback, with an offset; default: now")
    known, _ = parser.parse_known_args(arguments)
    now = (known.now or datetime.now(timezone.utc)).astimezone(timezone.utc)
    options = Options(**{**vars(known), "now": now})
    folders = [f"{path.rstrip('/')}/" for path in (options.source, options.target, options.quarantine)]
    if any(a is not b and a.startswith(b) for a in folders for b in folders):
        parser.error("source, target and quarantine must not lie within each other")
    return options


def main(arguments: Sequence[str] | None = None) -> Counts:
    """Runs the job and prints its counts as one line of JSON. Raises when they do not add up."""
    options = parse_options(sys.argv[1:] if arguments is None else arguments)
    spark = SparkSession.builder.appName("raw-to-processed").getOrCreate()
    # Days begin at midnight UTC, wherever the job runs.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    counts = run(spark, options)
    print(json.dumps({"job": "raw-to-processed", **counts._asdict()}), flush=True)
    counts.check()
    return counts


if __name__ == "__main__":
    main()
