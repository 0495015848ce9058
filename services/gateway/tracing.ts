import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { CompositePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { AWSXRayPropagator } from "@opentelemetry/propagator-aws-xray";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-node";

/** Name of the service in traces and logs. */
export const serviceName = "gateway";

/** Ends tracing: sends what is left. */
export type StopTracing = () => Promise<void>;

/**
 * Starts tracing. Spans go to the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, by OTLP over HTTP, and nowhere
 * without it; there are trace ids for the logs all the same. Other OTEL_ variables work as OpenTelemetry says.
 */
export function startTracing(processors: SpanProcessor[] = exporters()): StopTracing {
  const fixed = resourceFromAttributes({ "service.name": serviceName });
  const provider = new NodeTracerProvider({
    resource: fixed.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: processors,
  });
  provider.register({
    // Of what they read, the last one counts: load balancers send a header of X-Ray with whatever comes to them.
    propagator: new CompositePropagator({ propagators: [new AWSXRayPropagator(), new W3CTraceContextPropagator()] }),
  });
  return () => provider.shutdown();
}

function exporters(): SpanProcessor[] {
  return process.env.OTEL_EXPORTER_OTLP_ENDPOINT ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [];
}

export const tracer = () => trace.getTracer(serviceName);

/** Asks another service something, in a span below the current one. */
export function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      // Not its message, which may have a value of a person in it.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : undefined });
      throw error;
    } finally {
      span.end();
    }
  });
}
