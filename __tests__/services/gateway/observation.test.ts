import { context, propagation, SpanKind, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../../../services/gateway/log";
import { inSpan, type StopTracing, startTracing } from "../../../services/gateway/tracing";
import { FakeGateway } from "./fakes";

const traceId = "5759e988bd862e3fe1be46a994272793";
const w3c = { traceparent: `00-${traceId}-53995c3f42cd8ad8-01` };
const xRay = { "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=1" };
const loadBalancer = { "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678" };

const exporter = new InMemorySpanExporter();
let stop: StopTracing;
beforeAll(() => {
  stop = startTracing([new SimpleSpanProcessor(exporter)]);
});
afterAll(async () => {
  await stop();
  for (const api of [trace, context, propagation]) api.disable();
});
beforeEach(() => exporter.reset());

/** Writes to a log at this level; the lines that came out. */
function logged(level: "info" | "warn", write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe("traces", () => {
  test("name requests by their route, and say how they ended", async () => {
    const gateway = new FakeGateway();
    gateway.accounts.register = async () => Promise.reject(new Error("ada@example.com is known"));
    const body = { email: "ada@example.com", password: "analytical engine 1843" };
    await gateway.ask("GET", "/account");
    await gateway.ask("POST", "/accounts", { body });
    const spans = exporter.getFinishedSpans().map(({ name, kind, attributes, status }) => ({
      name,
      kind,
      code: attributes["http.response.status_code"],
      status: status.code,
    }));
    expect(spans).toEqual([
      { name: "GET /account", kind: SpanKind.SERVER, code: 401, status: 0 },
      { name: "POST /accounts", kind: SpanKind.SERVER, code: 500, status: 2 },
    ]);
    expect(
      JSON.stringify(exporter.getFinishedSpans().map(({ attributes, events }) => [attributes, events])),
    ).not.toContain("ada@");
  });

  test.each([
    ["W3C", w3c, traceId],
    ["X-Ray", xRay, "67891233abcdef012345678912345678"],
    ["W3C behind a load balancer", { ...w3c, ...loadBalancer }, traceId],
  ])("continue those of %s", async (_, headers, expected) => {
    await new FakeGateway().ask("GET", "/account", { headers });
    expect(exporter.getFinishedSpans().map((span) => span.spanContext().traceId)).toEqual([expected]);
  });

  test("know what a request asked others, and not why that failed", async () => {
    const failing = inSpan("SELECT accounts", {}, async () => Promise.reject(new Error("ada@example.com")));
    await expect(failing).rejects.toThrow("ada@example.com");
    expect(exporter.getFinishedSpans()).toMatchObject([
      { name: "SELECT accounts", kind: SpanKind.CLIENT, status: { code: 2, message: "Error" } },
    ]);
  });
});

describe("the log", () => {
  test("is lines of JSON from a level up, with the trace", async () => {
    const lines: Record<string, unknown>[] = [];
    await inSpan("work", {}, async () => {
      lines.push(
        ...logged("warn", (log) => {
          log.info("not this");
          log.warn({ route: "/accounts" }, "this");
        }),
      );
    });
    const [span] = exporter.getFinishedSpans();
    expect(lines).toEqual([
      {
        level: "warn",
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        service: "gateway",
        trace_id: span?.spanContext().traceId,
        span_id: span?.spanContext().spanId,
        route: "/accounts",
        msg: "this",
      },
    ]);
  });

  test("keeps the values that databases and clients put into errors to itself", () => {
    const error = Object.assign(new Error("duplicate key"), {
      code: "23505",
      detail: "Key (email)=(ada@example.com) already exists.",
      parameters: ["ada@example.com"],
      cause: new Error("ada@example.com"),
    });
    const [line] = logged("info", (log) => log.info({ err: error }, "failed"));
    expect(line?.err).toEqual({ type: "Error", message: "duplicate key", code: "23505", stack: error.stack });
    expect(logged("info", (log) => log.info({ err: "ada@example.com" }, "failed"))).not.toContain("ada@");
  });
});
