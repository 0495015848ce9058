import { execFileSync } from "node:child_process";
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
print(json.dumps({"together": App.together, "bodies": sorted(bodies), "theirs": "theirs" in sys.modules}))
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
    "theirs.py": "",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const PYTHONPATH = [environment, folder].filter(Boolean).join(delimiter);
  const output = execFileSync("python3", ["-c", driver], { env: { ...process.env, PYTHONPATH }, encoding: "utf8" });
  return JSON.parse(output) as { together: boolean; bodies: string[]; theirs: boolean };
}

describe.skipIf(!python())("moto with the variables of its definition", () => {
  const environment = loadEmulator("moto").environment.PYTHONPATH?.replace("{project}", projectRoot());

  it("answers one request at a time, each with its whole body and nothing of the next", () => {
    expect(run(undefined).together).toBe(true);
    const { together, bodies } = run(environment);
    expect(together).toBe(false);
    expect(bodies).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => `body ${i}`));
  });

  it("still loads the customization of the Python that it runs on", () => {
    expect(run(environment, { "sitecustomize.py": "import theirs" })).toMatchObject({ together: false, theirs: true });
  });
});
