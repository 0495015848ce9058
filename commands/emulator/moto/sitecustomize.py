"""Makes moto answer one request at a time.

moto's server runs a thread for each request, and its models are not made for that: one thread walks through a
dictionary while another adds to it ("dictionary changed size during iteration"), and the answer is 500. Terraform tries
again a few times, then the deploy fails. It happens now and then on a busy machine. As Python runs one thread at a time
anyway, taking turns costs nothing.

Python imports this module when it starts, as PYTHONPATH names its folder (see definitions/moto.yaml). A handler that
sends a request to the server and waits for the answer would wait forever; of what Terraform asks for, none does.
"""

import io
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
        with turn:
            return answer(self, environ, start_response)

    DomainDispatcherApplication.__call__ = answer_in_turn


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
except ModuleNotFoundError:
    # A Python without moto, as one that moto's starter runs before it.
    pass
