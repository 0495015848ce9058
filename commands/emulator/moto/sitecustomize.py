"""Makes moto answer one request at a time, each answer in one piece, and log what is asked again.

moto's server runs a thread for each request, and its models are not made for that: one thread walks through a
dictionary while another adds to it ("dictionary changed size during iteration"), and the answer is 500. Terraform tries
again a few times, then the deploy fails. It happens now and then on a busy machine. As Python runs one thread at a time
anyway, taking turns costs nothing.

Python imports this module when it starts, as PYTHONPATH names its folder (see definitions/moto.yaml). A handler that
sends a request to the server and waits for the answer would wait forever; of what Terraform asks for, none does.

An answer in two pieces can get lost. The server sends the headers, then the body. The AWS SDK for Go closes the body of its
request as soon as it has the headers of the answer. Where the machine is so busy that Go's writer has not yet looked for
the end of that body, the writer takes this for an error and closes the connection: the body of the answer cannot be read
any more ("use of closed network connection"), and the SDK asks again, although the request was done. Asked again, a
creation answers "already exists". (github.com/aws/aws-sdk-go-v2, issue 2737 and pull request 2949. It happens in AWS as
well.) Of an answer in one piece, Go has read the first 4 KiB with the headers: the answers to most creations are shorter.
"""

import io
import re
import sys
import threading


def take_turns():
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    turn = threading.Lock()
    answer = DomainDispatcherApplication.__call__

    def answer_in_turn(self, environ, start_response):
        # Reading the request may take a while, so it does not belong to the turn.
        length = environ.get("CONTENT_LENGTH")
        if length:
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))
        log_if_retried(environ)
        with turn:
            return answer(self, environ, start_response)

    DomainDispatcherApplication.__call__ = answer_in_turn


def log_if_retried(environ):
    """Logs a request that an AWS SDK sends again: an earlier answer was an error, or did not arrive."""
    attempt = environ.get("HTTP_AMZ_SDK_REQUEST", "")
    if not attempt.startswith("attempt=") or re.match("attempt=1\\b", attempt):
        return
    body = environ["wsgi.input"].getvalue() if isinstance(environ["wsgi.input"], io.BytesIO) else b""
    action = re.search(rb"(?:^|&)Action=(\w+)", body)
    path = "%s %s" % (environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"))
    what = environ.get("HTTP_X_AMZ_TARGET") or (action[1].decode() if action else path)
    print("Asked again: %s, %s" % (what, attempt), file=sys.stderr, flush=True)


def answer_in_one_piece():
    from werkzeug.serving import WSGIRequestHandler

    # Bytes; a longer answer comes in several pieces.
    WSGIRequestHandler.wbufsize = 1 << 20
    expect = WSGIRequestHandler.handle_expect_100

    def expect_at_once(self):
        expected = expect(self)
        # The client waits for this before it sends the body.
        self.wfile.flush()
        return expected

    WSGIRequestHandler.handle_expect_100 = expect_at_once


def import_next():
    """Imports the module of this name that Python would have found without this one, if there is any."""
    folder = __file__.rpartition("sitecustomize.py")[0].rstrip("/\\")
    sys.path[:] = [entry for entry in sys.path if entry.rstrip("/\\") != folder]
    this = sys.modules.pop("sitecustomize")
    try:
        import sitecustomize  # noqa: F401
    except ModuleNotFoundError:
        sys.modules["sitecustomize"] = this


import_next()
try:
    take_turns()
    answer_in_one_piece()
except ModuleNotFoundError:
    # A Python without moto, as one that moto's starter runs before it.
    pass
