import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { largestFunctionBytes } from "../../modules/cdn/viewer-function";
import { viewerFunction } from "../../platform/site-files";

interface Viewer {
  readonly uri: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
}

/** Runs a function as CloudFront does: one that knows the language, and neither network, timers nor files. The limit ends endless loops. */
function run(name: string, { uri = "/", headers = {} }: Partial<Viewer>): { uri?: string; statusCode?: number } {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const event = { version: "1.0", request: { method: "GET", uri, headers, querystring: {}, cookies: {} } };
  const call = `${viewerFunction(name)}\nJSON.stringify(handler(${JSON.stringify(event)}))`;
  return JSON.parse(String(vm.runInContext(call, context, { timeout: 10_000 })));
}

test.each(["pages", "requests"])("%s is small enough, and refers to nothing outside", (name) => {
  const code = viewerFunction(name);
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(largestFunctionBytes);
  expect(code).not.toMatch(/\b(?:import|require|fetch|setTimeout|process)\b/);
});

describe("pages", () => {
  test.each([
    ["/", "/index.html"],
    ["/docs/", "/docs/index.html"],
    ["/about", "/about.html"],
    ["/docs/first", "/docs/first.html"],
    ["/index.html", "/index.html"],
    ["/assets/site.0123456789ab.css", "/assets/site.0123456789ab.css"],
    ["/v1.2/notes", "/v1.2/notes.html"],
  ])("of %s is %s", (uri, expected) => {
    expect(run("pages", { uri }).uri).toBe(expected);
  });
});

describe("requests", () => {
  test("goes on with a request as it is", () => {
    expect(run("requests", { uri: "/account", headers: { host: { value: "api.example.com" } } })).toMatchObject({
      uri: "/account",
    });
  });

  test.each(["sec-websocket-key", "sec-websocket-version"])("refuses a WebSocket connection (%s)", (header) => {
    expect(run("requests", { headers: { upgrade: { value: "websocket" }, [header]: { value: "13" } } })).toMatchObject({
      statusCode: 400,
    });
  });
});
