"""Serves a model on Kubernetes, with the same code that answers in the container of SageMaker.

It serves the version that was approved last, and the first model until there is one. Every minute it asks the registry again:
a version that loads and answers takes over, one that doesn't is logged and changes nothing. Of an archive it reads the two files
that a model is, and runs no code of it.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, NamedTuple

import inference

# Largest request, in bytes: that of an endpoint of SageMaker.
MOST_BYTES = 6 * 1024 * 1024
# Largest file of a model, in bytes. Pods have 256 MiB of disk for themselves, and hold a model in memory.
MOST_MODEL_BYTES = 128 * 1024 * 1024
SECONDS_BETWEEN_LOOKS = 60
FILES = ("model.json", "encoder.json")


class Loaded(NamedTuple):
    """A model, and the archive that it is from."""

    archive: str
    model: Any


def log(level: str, **fields: object) -> None:
    """One line of JSON. Nothing of a request is in it."""
    print(json.dumps({"level": level, "service": "model-server", **fields}), file=sys.stderr, flush=True)


def files_of(archive: bytes) -> dict[str, str]:
    """The two files of a model, by name. Paths within the archive mean nothing else."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        for member in tar:
            name = member.name.removeprefix("./")
            if name in FILES and member.isfile():
                if member.size > MOST_MODEL_BYTES:
                    raise ValueError(f"{name} has {member.size} bytes, more than {MOST_MODEL_BYTES}")
                found[name] = tar.extractfile(member).read().decode("utf-8")
    missing = [name for name in FILES if name not in found]
    if missing:
        raise ValueError(f"the archive lacks {', '.join(missing)}")
    return found


def load(archive: bytes) -> Any:
    """A model that has answered once."""
    files = files_of(archive)
    encoder = json.loads(files["encoder.json"])
    model = inference.booster_of(files["model.json"]), encoder
    inference.predict_fn([{name: None for name in encoder["inputs"]}], model)
    return model


class Registry:
    """Where versions are: the registry of SageMaker, and archives in S3."""

    def __init__(self, sagemaker: Any, s3: Any, group: str, first: str) -> None:
        self.sagemaker, self.s3, self.group, self.first = sagemaker, s3, group, first

    def archive(self) -> str:
        """Address of the archive of the version that was approved last, or of the first model."""
        found = self.sagemaker.list_model_packages(
            ModelPackageGroupName=self.group,
            ModelApprovalStatus="Approved",
            SortBy="CreationTime",
            SortOrder="Descending",
            MaxResults=1,
        )["ModelPackageSummaryList"]
        if not found:
            return self.first
        described = self.sagemaker.describe_model_package(ModelPackageName=found[0]["ModelPackageArn"])
        return described["InferenceSpecification"]["Containers"][0]["ModelDataUrl"]

    def fetch(self, archive: str) -> bytes:
        bucket, _, key = archive.removeprefix("s3://").partition("/")
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()


class Serving:
    """The model that answers."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.loaded: Loaded | None = None

    def look(self) -> None:
        """Takes over a version that is new. What answers keeps answering when anything about it fails."""
        archive = "the registry"
        try:
            archive = self.registry.archive()
            if self.loaded is None or archive != self.loaded.archive:
                self.loaded = Loaded(archive, load(self.registry.fetch(archive)))
                log("info", message="serves", archive=archive)
        except Exception as error:  # noqa: BLE001: whatever it is, the old version goes on
            log("error", message="cannot take over", archive=archive, error=f"{type(error).__name__}: {error}")

    def keep_looking(self, stopped: threading.Event) -> None:
        while not stopped.wait(SECONDS_BETWEEN_LOOKS):
            self.look()


def handler_of(serving: Serving) -> Callable[..., BaseHTTPRequestHandler]:
    """What answers requests: `GET /ping`, and `POST /invocations` as an endpoint of SageMaker takes them."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Seconds that a client may take for a request: one that stops in between holds a thread.
        timeout = 30

        def do_GET(self) -> None:
            if self.path != "/ping":
                return self.answer(404, "text/plain", "not found\n")
            ready = serving.loaded is not None
            return self.answer(200 if ready else 503, "text/plain", "ready\n" if ready else "no model yet\n")

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > MOST_BYTES:
                # What is left of the request is not read: the connection cannot go on.
                self.close_connection = True
                return self.answer(413 if length.isdigit() else 411, "text/plain", f"at most {MOST_BYTES} bytes, with their length\n")
            body = self.rfile.read(int(length))
            if self.path != "/invocations":
                return self.answer(404, "text/plain", "not found\n")
            loaded = serving.loaded
            if loaded is None:
                return self.answer(503, "text/plain", "no model yet\n")
            try:
                rows = inference.input_fn(body, self.headers.get("Content-Type"))
                predictions = inference.predict_fn(rows, loaded.model)
            except (ValueError, AttributeError) as error:
                return self.answer(400, "text/plain", f"{error}\n")
            text, kind = inference.output_fn(predictions, self.headers.get("Accept"))
            return self.answer(200, kind, text)

        def answer(self, status: int, kind: str, text: str) -> None:
            content = text.encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Load balancers and probes ask all the time."""

    return Handler


def main() -> None:
    import boto3

    registry = Registry(
        boto3.client("sagemaker"), boto3.client("s3"), os.environ["MODEL_PACKAGE_GROUP"], os.environ["FIRST_MODEL"]
    )
    serving = Serving(registry)
    stopped = threading.Event()
    server = ThreadingHTTPServer(("", int(os.environ["PORT"])), handler_of(serving))
    # Stops after the requests that are being answered.
    server.daemon_threads = False

    def stop(*_: object) -> None:
        stopped.set()
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    serving.look()
    threading.Thread(target=serving.keep_looking, args=(stopped,), daemon=True).start()
    server.serve_forever()
    server.server_close()


if __name__ == "__main__":
    main()
