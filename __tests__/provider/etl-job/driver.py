"""Runs the job on the fixtures, several times in one Spark session, and prints what it left behind as JSON.

Usage: driver.py <fixtures> <empty work folder>, with the folder of the job on PYTHONPATH.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import raw_to_processed as job
from pyspark.sql import SparkSession

fixtures, work = (Path(argument).resolve() for argument in sys.argv[1:])
source, target, quarantine = work / "raw" / "events", work / "processed" / "events", work / "raw" / "quarantine"


def arrive(folder: str, at: str) -> None:
    """Puts the fixtures of a folder into the raw zone, as if they had been written at that time."""
    shutil.copytree(fixtures / folder, source, dirs_exist_ok=True)
    time = datetime.fromisoformat(at).timestamp()
    for path in (fixtures / folder).rglob("*.*"):
        os.utime(source / path.relative_to(fixtures / folder), (time, time))


def run(*more: str) -> dict[str, Any]:
    """Runs the job as its command line does and returns its counts with what storage holds afterwards."""
    counts = job.main(
        ["--source", f"{source}", "--target", f"{target}", "--quarantine", f"{quarantine}", "--JOB_NAME", "test", *more]
    )
    return {"counts": counts._asdict(), **stored()}


def stored() -> dict[str, Any]:
    """The table, its files, and the quarantine."""
    rows = []
    for row in job.read_table(spark, f"{target}").collect():
        moment = row["occurred_at"].astimezone(timezone.utc).isoformat()
        rows.append({**row.asDict(), "occurred_at": moment, "event_date": row["event_date"].isoformat()})
    rejects = []
    for path in quarantine.rglob("*.json"):
        # Only line feeds end a record.
        records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        rejects += [{**record, "file": Path(record["file"]).name} for record in records]
    return {
        "table": sorted(rows, key=lambda row: row["event_id"]),
        "files": sorted(f"{path.relative_to(target)}" for path in target.rglob("*.parquet")),
        "quarantine": sorted(rejects, key=lambda reject: (reject["file"], reject["raw"])),
    }


def lossy_run() -> str:
    """What the job says when the table does not keep what it was given."""
    keep, job.append = job.append, lambda events, path: None
    try:
        job.main(["--source", f"{source}", "--target", f"{work}/lossy", "--quarantine", f"{quarantine}"])
        return "nothing"
    except RuntimeError as error:
        return str(error)
    finally:
        job.append = keep


# Another time zone than UTC, so that a day that begins at local midnight shows.
settings = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "America/Los_Angeles",
}
builder = SparkSession.builder.master("local[2]")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

results: dict[str, Any] = {"empty": run()}
arrive("first", "2025-03-05T12:00:00+00:00")
results["first"] = run()
results["again"] = run()
arrive("late", "2025-03-07T12:00:00+00:00")
results["late"] = run()
results["lookback"] = run("--lookback-days", "1", "--now", "2025-03-08T06:00:00+00:00")
results["lossy"] = lossy_run()
results["declared"] = {"types": job.EVENT_TYPES, "fields": job.FIELDS, "required": job.REQUIRED, "versions": job.SCHEMA_VERSIONS}
print("RESULTS " + json.dumps(results))
