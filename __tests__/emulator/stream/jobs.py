"""Runs the job that fills the table of events, then the one that computes features of it, each by its command line.

Usage: jobs.py <JSON with the arguments of both, as {"events": […], "features": […]}>, with the jobs on PYTHONPATH.
Prints the counts and the table as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

# Workers find the stand-in for boto3 next to this file.
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ["PYTHONPATH"]])

import customer_features
import raw_to_processed
from pyspark.sql import SparkSession

arguments = json.loads(sys.argv[1])
builder = SparkSession.builder.master("local[1]")
for key, value in {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

counts = raw_to_processed.main(arguments["events"])
customer_features.main(arguments["features"])
target = arguments["events"][arguments["events"].index("--target") + 1]
table = spark.read.parquet(target)
results = {
    "counts": counts._asdict(),
    "columns": table.dtypes,
    "events": sorted([row["event_id"], row["event_type"]] for row in table.collect()),
}
print("RESULTS " + json.dumps(results))
