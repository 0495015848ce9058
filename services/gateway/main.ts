import { setTimeout as wait } from "node:timers/promises";
import { Accounts } from "./accounts/accounts";
import { connectDatabase } from "./accounts/database";
import { migrate } from "./accounts/schema";
import { connectAws } from "./aws";
import { type Cache, connectCache } from "./cache";
import { type Config, readConfig } from "./config";
import { answersOf } from "./connections/answers";
import { Hub } from "./connections/hub";
import { limitsIn } from "./limits";
import { createLog, type Log } from "./log";
import { createServer } from "./server";
import { subjectsOf } from "./sessions/access-tokens";
import { SessionTable, sessionSeconds } from "./sessions/session-table";
import { SigningKeys } from "./sessions/signing-keys";
import { startTracing } from "./tracing";

/** Milliseconds that a start waits for the cache, without which there are no live connections and all else works. */
const cachePatience = 5_000;

/** Connects to everything, listens, and ends when it is asked to. */
async function run(config: Config, log: Log): Promise<void> {
  // At once: the first process of a container ignores signals that nothing in it waits for.
  const asked = new Promise<string>((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"]) process.once(name, resolve);
  });
  const stopTracing = startTracing();
  const aws = connectAws(config.region);
  const sql = connectDatabase(config.database, config.region, aws.credentials);
  const cache = connectCache(config.cache, config.region, aws.credentials);
  const subscriber = cache.duplicate();
  for (const client of [cache, subscriber]) {
    client.on("error", (error) => log.warn({ err: error }, "The cache does not answer"));
  }
  const keys = new SigningKeys(aws.secrets, config.signingKeyArn, sessionSeconds, log);
  await Promise.all([
    migrate(sql),
    keys.current(),
    Promise.race([connected([cache, subscriber]), wait(cachePatience)]),
  ]);

  const server = createServer({
    accounts: new Accounts(sql),
    sessions: new SessionTable(aws.tables, config.sessionsTable),
    keys,
    count: limitsIn(cache),
    notices: new Hub(cache, subscriber, log),
    ask: answersOf(aws.functions, config.chatArn),
    ownerOf: subjectsOf(config.userPool),
    log,
  });
  await server.listen(config.port);
  log.info({ port: config.port }, "listening");

  const signal = await asked;
  log.info({ signal, seconds: config.drainSeconds }, "draining");
  const cut = await server.drain(config.drainSeconds);
  await Promise.allSettled([sql.end({ timeout: 2 }), stopTracing()]);
  for (const client of [cache, subscriber]) if (client.isOpen) client.destroy();
  log.info({ cut }, "stopped");
}

/** Done when the clients are connected, which they go on trying. */
async function connected(clients: readonly Cache[]): Promise<void> {
  await Promise.allSettled(clients.map((client) => client.connect()));
}

const log = createLog("info");
try {
  const config = readConfig(process.env);
  run(config, createLog(config.logLevel)).then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, "The service cannot run");
      process.exit(1);
    },
  );
} catch (error) {
  log.error({ err: error }, "The service is not configured");
  process.exit(1);
}
