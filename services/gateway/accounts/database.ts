import { Signer } from "@aws-sdk/rds-signer";
import postgres from "postgres";
import type { Credentials } from "../aws";
import type { IamServer } from "../config";

/** Connections of one instance. The proxy shares them among all. */
const connections = 10;
const connectSeconds = 5;
const idleSeconds = 300;

/** A pool of connections to the database. Each new one signs in with a new token, over TLS. */
export function connectDatabase(server: IamServer, region: string, credentials: Credentials): postgres.Sql {
  const { host, port, name, user } = server;
  const signer = new Signer({ hostname: host, port, region, username: user, credentials });
  return postgres({
    host,
    port,
    database: name,
    username: user,
    password: () => signer.getAuthToken(),
    ssl: { servername: host, rejectUnauthorized: true },
    max: connections,
    connect_timeout: connectSeconds,
    idle_timeout: idleSeconds,
    // A prepared statement would hold the proxy's connection for this client alone
    // (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-pinning.html).
    prepare: false,
    // Tables that are there already.
    onnotice: () => {},
  });
}
