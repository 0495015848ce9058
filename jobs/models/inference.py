"""Serves a model in the XGBoost container of SageMaker, and encodes its inputs wherever they are needed.

A model is two files: `model.json`, as XGBoost writes it, and `encoder.json`, which names the inputs and the categories of
those that are text. Nothing in it is code that loading would run.
"""

import csv
import io
import json
import os

import numpy as np
import xgboost as xgb


class BadRequest(ValueError):
    """A request that does not fit the model."""


def columns_of(encoder):
    """Names of the encoded columns, in order: one for a number, one for each category of a text."""
    names = []
    for name in encoder["inputs"]:
        categories = encoder["categories"].get(name)
        names.extend([name] if categories is None else [f"{name}={category}" for category in categories])
    return names


def encode(rows, encoder):
    """Rows of values in the order of the inputs, as numbers. What is missing or unknown becomes a gap."""
    encoded = np.full((len(rows), len(columns_of(encoder))), np.nan, dtype=np.float32)
    for index, row in enumerate(rows):
        if len(row) != len(encoder["inputs"]):
            raise BadRequest(f"expected {len(encoder['inputs'])} values ({', '.join(encoder['inputs'])}), got {len(row)}")
        column = 0
        for name, value in zip(encoder["inputs"], row):
            categories = encoder["categories"].get(name)
            if categories is None:
                encoded[index, column] = number(name, value, encoder.get("lenient", False))
                column += 1
            else:
                known = value is not None and str(value) in categories
                encoded[index, column : column + len(categories)] = 0
                if known:
                    encoded[index, column + categories.index(str(value))] = 1
                column += len(categories)
    return encoded


def number(name, value, lenient):
    """A gap where there is no value. A lenient model, which looks at no input, takes a text for a gap as well."""
    if value is None or value == "":
        return np.nan
    try:
        return float(value)
    except (TypeError, ValueError):
        if lenient:
            return np.nan
        raise BadRequest(f"expected a number for {name}, got {value!r}") from None


def matrix_of(rows, encoder, label=None):
    return xgb.DMatrix(encode(rows, encoder), label=label, feature_names=columns_of(encoder))


def booster_of(text):
    """A model from what XGBoost wrote as JSON."""
    booster = xgb.Booster()
    booster.load_model(bytearray(text, "utf-8"))
    return booster


def model_fn(model_dir):
    """Called once, when the container starts."""

    def read(name):
        with open(os.path.join(model_dir, name), encoding="utf-8") as file:
            return file.read()

    return booster_of(read("model.json")), json.loads(read("encoder.json"))


def input_fn(body, content_type):
    """Rows of a request: lines of CSV in the order of the inputs, or JSON as in `{"rows": [{"orders_30d": 2}]}`."""
    text = body.decode("utf-8") if isinstance(body, (bytes, bytearray)) else body
    kind = (content_type or "").split(";")[0].strip()
    if kind == "text/csv":
        return [row for row in csv.reader(io.StringIO(text)) if row]
    if kind == "application/json":
        rows = json.loads(text).get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadRequest('expected {"rows": [{<input>: <value>}]}')
        return rows
    raise BadRequest(f"expected text/csv or application/json, got {content_type}")


def predict_fn(rows, model):
    """The probability for each row."""
    booster, encoder = model
    for row in rows:
        unknown = sorted(set(row) - set(encoder["inputs"])) if isinstance(row, dict) else []
        if unknown:
            raise BadRequest(f"expected inputs {', '.join(encoder['inputs'])}, got also {', '.join(unknown)}")
    ordered = [[row.get(name) for name in encoder["inputs"]] if isinstance(row, dict) else row for row in rows]
    return booster.predict(matrix_of(ordered, encoder)) if ordered else np.array([])


def output_fn(predictions, accept):
    """One probability a line, or JSON as in `{"predictions": [0.7]}`."""
    values = [round(float(value), 6) for value in predictions]
    if (accept or "").startswith("application/json"):
        return json.dumps({"predictions": values}), "application/json"
    return "".join(f"{value}\n" for value in values), "text/csv"
