import { Readable } from "node:stream";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { HttpResponse } from "@smithy/core/transport";
import { attempts } from "../../functions/shared/bedrock";

/** A request as an official client would have sent it. */
export interface Sent {
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What the text says in JSON; nothing where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a service answers. */
export interface Answered {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Takes the place of the network below official clients: all of the client runs, its retries included, and nothing
 * leaves the process.
 */
export class StubTransport {
  readonly sent: Sent[] = [];

  /** @param answer to the nth request, counted from 1 */
  constructor(private readonly answer: (request: Sent, nth: number) => Answered | Promise<Answered>) {}

  /** Options for a client. It waits a millisecond before it tries again. */
  get options() {
    return {
      region: "us-east-1",
      retryStrategy: new ConfiguredRetryStrategy(attempts, 1),
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" },
      requestHandler: this,
    };
  }

  async handle(request: {
    readonly hostname: string;
    readonly path: string;
    readonly query: Readonly<Record<string, unknown>>;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
  }): Promise<{ response: HttpResponse }> {
    const { hostname: host, path, query, headers, body } = request;
    const text = typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array | undefined);
    const sent = { host, path, query, headers, text, body: fromJson(text) };
    this.sent.push(sent);
    const answered = await this.answer(sent, this.sent.length);
    return {
      response: new HttpResponse({
        statusCode: answered.status ?? 200,
        headers: { "content-type": "application/json", ...answered.headers },
        body: Readable.from([Buffer.from(answered.body ?? "{}")]),
      }),
    };
  }
}

function fromJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A service that answers in JSON. */
export function answering(body: object): Answered {
  return { body: JSON.stringify(body) };
}

/** A service that answers with an error. */
export function failing(status: number, name: string, message = name): Answered {
  return { status, headers: { "x-amzn-errortype": name }, body: JSON.stringify({ message }) };
}

/** One event of a stream: its type, and what it says, in JSON or as bytes. An exception ends the stream. */
export type StreamEvent = readonly [type: string, content: object | Uint8Array];

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString("utf8"),
  (text) => Buffer.from(text, "utf8"),
);

/** A service that answers with a stream of events (docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html). */
export function streaming(events: readonly StreamEvent[]): Answered {
  const frames = events.map(([type, content]) => {
    const kind = type.endsWith("Exception") ? "exception" : "event";
    return codec.encode({
      headers: {
        ":message-type": { type: "string", value: kind },
        [`:${kind}-type`]: { type: "string", value: type },
      },
      body: content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content)),
    });
  });
  return { headers: { "content-type": "application/vnd.amazon.eventstream" }, body: Buffer.concat(frames) };
}
