import { Accounts } from "./accounts/accounts";
import { connectDatabase } from "./accounts/database";
import { migrate } from "./accounts/schema";
import { connectAws } from "./aws";
import { connectCache } from "./cache";
import { type Config, readConfig } from "./config";
import { Hub } from "./connections/hub";
import { limitsIn } from "./limits";
import { createLog, type Log } from "./log";
import { createServer } from "./server";
import { SessionTable, sessionSeconds } from "./sessions/session-table";
import { SigningKeys } from "./sessions/signing-keys";
import { startTracing } from "./tracing";

/** Connects to everything, listens, and ends when it is asked to. */
async function run(config: Config, log: Log): Promise<void> {
  const stopTracing = startTracing();
  const aws = connectAws(config.region);
  const sql = connectDatabase(config.database, config.region, aws.credentials);
  const cache = connectCache(config.cache, config.region, aws.credentials);
  const subscriber = cache.duplicate();
  for (const client of [cache, subscriber]) {
    client.on("error", (error) => log.warn({ err: error }, "The cache does not answer"));
  }
  const keys = new SigningKeys(aws.secrets, config.signingKeyArn, sessionSeconds, log);
  await Promise.all([migrate(sql), cache.connect(), subscriber.connect(), keys.current()]);

  const server = createServer({
    accounts: new Accounts(sql),
    sessions: new SessionTable(aws.tables, config.sessionsTable),
    keys,
    count: limitsIn(cache),
    notices: new Hub(cache, subscriber, log),
    log,
  });
  await server.listen(config.port);
  log.info({ port: config.port }, "listening");

  const signal = await new Promise<string>((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"]) process.once(name, resolve);
  });
  log.info({ signal, seconds: config.drainSeconds }, "draining");
  const cut = await server.drain(config.drainSeconds);
  await Promise.allSettled([sql.end({ timeout: 2 }), cache.close(), subscriber.close(), stopTracing()]);
  log.info({ cut }, "stopped");
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
