import { context as contexts, propagation, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import type { Log } from "../log";
import { tracer } from "../tracing";
import { routeOf } from "./route";

/** A span and a line in the log for each request: what was asked, what came out and how long it took. */
export function observe(log: Pick<Log, "info">): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req;
    const parent = propagation.extract(contexts.active(), context.req.header());
    const options = { kind: SpanKind.SERVER, attributes: { "http.request.method": method } };
    await tracer().startActiveSpan(method, options, parent, async (span) => {
      const begun = performance.now();
      await next();
      const { status } = context.res;
      const route = routeOf(context);
      span.updateName(`${method} ${route}`);
      span.setAttributes({ "http.route": route, "http.response.status_code": status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      log.info({ method, route, status, milliseconds: Math.round(performance.now() - begun) }, "request");
    });
  };
}
