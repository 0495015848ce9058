import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadEmulator } from "../../../commands/emulator/definition";
import { projectRoot } from "../../../platform/root";
import { temporaryFolder } from "../../support/temporary";

/** A stand-in for moto's server: notes whether two requests are answered at the same time, and returns the body. */
const fakeMoto = `
import threading, time

class DomainDispatcherApplication:
    inside = 0
    together = False

    def __call__(self, environ, start_response):
        cls = DomainDispatcherApplication
        cls.inside += 1
        cls.together = cls.together or cls.inside > 1
        time.sleep(0.02)
        cls.inside -= 1
        return [environ["wsgi.input"].read()]
`;
/** A stand-in for the server below it: as that one, it sends headers and body one after the other. */
const fakeWerkzeug = `
import time
from http.server import BaseHTTPRequestHandler

class WSGIRequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        time.sleep(0.3)
        self.wfile.write(b"done")
        self.wfile.flush()

    def log_message(self, *arguments):
        pass
`;
const driver = `
import io, json, sys, threading
from moto.moto_server.werkzeug_app import DomainDispatcherApplication as App

bodies = []
def request(i):
    body = b"body %d" % i
    environ = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body + b" of the next request")}
    bodies.append(App()(environ, None)[0].decode())
threads = [threading.Thread(target=request, args=(i,)) for i in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
again = {"HTTP_AMZ_SDK_REQUEST": "attempt=2; max=4", "CONTENT_LENGTH": "25", "wsgi.input": io.BytesIO(b"Action=CreateRole&Version=")}
App()(again, None)
App()({"HTTP_AMZ_SDK_REQUEST": "attempt=1; max=4", "wsgi.input": io.BytesIO(b"Action=GetRole")}, None)

import socket
from http.server import ThreadingHTTPServer
from werkzeug.serving import WSGIRequestHandler
server = ThreadingHTTPServer(("127.0.0.1", 0), WSGIRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = socket.create_connection(server.server_address, timeout=20)
client.sendall(b"POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nExpect: 100-continue\\r\\n\\r\\n")
go_on = client.recv(65536).decode()
client.sendall(b"x")
answer = client.recv(65536).decode()
print(json.dumps({"together": App.together, "bodies": sorted(bodies), "theirs": "theirs" in sys.modules, "goOn": go_on, "answer": answer}))
`;

function python(): string | undefined {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return "python3";
  } catch {
    return undefined;
  }
}

/** Runs the driver in a Python that finds the fake moto, and what `environment` names before it. */
function run(environment: string | undefined, files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const all = {
    "moto/__init__.py": "",
    "moto/moto_server/__init__.py": "",
    "moto/moto_server/werkzeug_app.py": fakeMoto,
    "werkzeug/__init__.py": "",
    "werkzeug/serving.py": fakeWerkzeug,
    "theirs.py": "",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const PYTHONPATH = [environment, folder].filter(Boolean).join(delimiter);
  const { stdout, stderr } = spawnSync("python3", ["-c", driver], {
    env: { ...process.env, PYTHONPATH },
    encoding: "utf8",
  });
  const result = JSON.parse(stdout) as {
    together: boolean;
    bodies: string[];
    theirs: boolean;
    goOn: string;
    answer: string;
  };
  return { ...result, log: stderr };
}

describe.skipIf(!python())("moto with the variables of its definition", () => {
  const environment = loadEmulator("moto").environment.PYTHONPATH?.replace("{project}", projectRoot());

  it("answers one request at a time, each with its whole body and nothing of the next", () => {
    expect(run(undefined).together).toBe(true);
    const { together, bodies } = run(environment);
    expect(together).toBe(false);
    expect(bodies).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => `body ${i}`));
  });

  it("sends an answer in one piece, and asks for the body of a request without delay", () => {
    expect(run(undefined).answer).not.toContain("done");
    const { goOn, answer } = run(environment);
    expect(goOn).toMatch(/^HTTP\/1.1 100 /);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain("done");
  });

  it("logs what an SDK sends again, and nothing else", () => {
    expect(run(environment).log).toBe("Asked again: CreateRole, attempt=2; max=4\n");
  });

  it("still loads the customization of the Python that it runs on", () => {
    expect(run(environment, { "sitecustomize.py": "import theirs" })).toMatchObject({ together: false, theirs: true });
  });
});
