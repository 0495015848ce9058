import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { execa } from "execa";
import { WebSocket } from "ws";
import { applicationAccess } from "../../modules/cache/cache-base";
import { makeCertificate } from "../support/certificate";
import { freePort } from "../support/free-port";
import { startPostgres } from "../support/postgres";
import { startRedis } from "../support/redis";

const user = "strata-dev-main";
const table = "strata-dev-sessions";
const aws = { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

/** A process of the service. */
export interface Instance {
  readonly url: string;
  /** Lines of its log so far. */
  readonly lines: readonly string[];
  /** Waits for a line with this message. */
  logged(message: string): Promise<void>;
  /** Asks it to stop. */
  terminate(): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | undefined>;
}

/** What the service talks to: PostgreSQL, a cache, tables and secrets in the emulator, and a collector of traces. */
export class GatewayBench {
  private readonly stops: (() => Promise<void>)[] = [];
  private constructor(
    private readonly program: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly secrets: SecretsManagerClient,
    /** Bodies that came to the collector. */
    readonly collected: string[],
  ) {}

  static async start(folder: string, emulator: string): Promise<GatewayBench> {
    const program = join(folder, "gateway.cjs");
    const { certificateFile, keyFile } = await makeCertificate(folder);
    const tls = { certificate: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
    const access = ["hostssl all all 127.0.0.1/32 trust"];
    const secrets = new SecretsManagerClient({ ...aws, endpoint: emulator });
    const [postgres, redis, collector, arn] = await Promise.all([
      startPostgres({ access, tls }),
      startRedis({ tls: { certificateFile, keyFile }, user: { name: user, access: applicationAccess } }),
      startCollector(),
      createSecret(secrets),
      createTable(emulator),
      execa(process.execPath, ["services/bundle.mjs", "gateway", program]),
    ]);
    const environment = {
      NODE_EXTRA_CA_CERTS: certificateFile,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_ENDPOINT_URL: emulator,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      TABLES_SESSIONS_NAME: table,
      CACHE_MAIN_HOST: "localhost",
      CACHE_MAIN_PORT: String(redis.port),
      CACHE_MAIN_NAME: user,
      CACHE_MAIN_USER: user,
      DATABASE_MAIN_HOST: "localhost",
      DATABASE_MAIN_PORT: String(postgres.port),
      DATABASE_MAIN_NAME: postgres.database,
      DATABASE_MAIN_USER: postgres.superuser,
      SECRETS_SESSION_SIGNING_KEY_ARN: arn,
      // It gets no requests: the emulator runs no functions.
      FUNCTIONS_CHAT_ARN: "arn:aws:lambda:us-east-1:123456789012:function:chat:live",
      TOKENS_PEOPLE_ISSUER: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_example",
      TOKENS_PEOPLE_CLIENT: "web",
    };
    const bench = new GatewayBench(program, environment, secrets, collector.bodies);
    bench.stops.push(
      () => postgres.stop(),
      () => redis.stop(),
      collector.stop,
    );
    return bench;
  }

  /** Gives the signing key a new value, as a rotation does. */
  async rotate(value: string): Promise<void> {
    const SecretId = this.environment.SECRETS_SESSION_SIGNING_KEY_ARN;
    await this.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: value }));
  }

  /** What an instance says before it gives up, when variables differ. */
  async failure(variables: Readonly<Record<string, string>>): Promise<string> {
    const { stdout, exitCode } = await execa(process.execPath, [this.program], {
      env: { ...this.environment, ...variables },
      extendEnv: false,
      reject: false,
    });
    if (exitCode !== 1) throw new Error(`It ended with ${exitCode}`);
    return stdout;
  }

  /** Starts an instance and waits until it listens. */
  async instance(): Promise<Instance> {
    const port = await freePort();
    const child = execa(process.execPath, [this.program], {
      env: { ...this.environment, PORT: String(port), DRAIN_SECONDS: "20" },
      extendEnv: false,
      reject: false,
      stderr: "inherit",
    });
    const lines: string[] = [];
    const log = createInterface({ input: child.stdout });
    log.on("line", (line) => lines.push(line));
    const ended = child.then(({ exitCode }) => exitCode);
    this.stops.push(async () => {
      child.kill("SIGKILL");
      await ended;
    });
    const says = (message: string) => (line: string) => line.includes(`"msg":"${message}"`);
    const logged = (message: string) =>
      new Promise<void>((resolve, reject) => {
        if (lines.some(says(message))) resolve();
        log.on("line", (line) => says(message)(line) && resolve());
        log.once("close", () => reject(new Error(`It ended before it said "${message}":\n${lines.join("\n")}`)));
      });
    await logged("listening");
    return { url: `http://127.0.0.1:${port}`, lines, logged, terminate: () => child.kill("SIGTERM"), ended };
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
  }
}

async function createTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ ...aws, endpoint });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [{ AttributeName: "sessionId", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "sessionId", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
}

async function createSecret(client: SecretsManagerClient): Promise<string> {
  const { ARN = "" } = await client.send(
    new CreateSecretCommand({ Name: "session-signing-key", SecretString: "first".repeat(10) }),
  );
  return ARN;
}

async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, bodies, stop };
}

/** A WebSocket that keeps what it was sent. */
export class LiveClient {
  private readonly socket: WebSocket;
  private readonly received: unknown[] = [];
  private readonly waiting: ((message: unknown) => void)[] = [];
  readonly closed: Promise<number>;

  constructor(url: string, cookie: string) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/live`, { headers: { cookie } });
    this.closed = new Promise((resolve) => this.socket.on("close", (code) => resolve(code)));
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      const message: unknown = JSON.parse(String(data));
      const waiting = this.waiting.shift();
      if (waiting) waiting(message);
      else this.received.push(message);
    });
  }

  /** The next message. */
  next(): Promise<unknown> {
    if (this.received.length > 0) return Promise.resolve(this.received.shift());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  say(text: string): void {
    this.socket.send(JSON.stringify({ type: "say", text }));
  }
}
