import { z } from "zod";
import type { UserPool } from "./sessions/access-tokens";

const host = z.string().min(1);
const port = z.coerce.number().int().min(1).max(65_535);

/** Environment variables. Those of tables, cache, database and secrets come from what the service `uses`. */
const variables = z.object({
  /** Port to listen on. */
  PORT: port.default(8080),
  /** Seconds to finish requests and connections after SIGTERM. 0 to 3600. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(3600).default(30),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  AWS_REGION: z.string().min(1),
  TABLES_SESSIONS_NAME: z.string().min(1),
  CACHE_MAIN_HOST: host,
  CACHE_MAIN_PORT: port,
  /** Id of the cache, which tokens are signed for. */
  CACHE_MAIN_NAME: z.string().min(1),
  CACHE_MAIN_USER: z.string().min(1),
  DATABASE_MAIN_HOST: host,
  DATABASE_MAIN_PORT: port,
  DATABASE_MAIN_NAME: z.string().min(1),
  DATABASE_MAIN_USER: z.string().min(1),
  SECRETS_SESSION_SIGNING_KEY_ARN: z.string().startsWith("arn:"),
  FUNCTIONS_CHAT_ARN: z.string().startsWith("arn:"),
  TOKENS_PEOPLE_ISSUER: z.url({ protocol: /^https$/ }),
  TOKENS_PEOPLE_CLIENT: z.string().min(1),
});

export type LogLevel = z.infer<typeof variables>["LOG_LEVEL"];

/** A server that clients sign in to with IAM. */
export interface IamServer {
  readonly host: string;
  readonly port: number;
  /** Database, or id of the cache. */
  readonly name: string;
  readonly user: string;
}

export interface Config {
  readonly port: number;
  readonly drainSeconds: number;
  readonly logLevel: LogLevel;
  readonly region: string;
  readonly sessionsTable: string;
  readonly cache: IamServer;
  readonly database: IamServer;
  readonly signingKeyArn: string;
  /** Function that answers questions, with its alias. */
  readonly chatArn: string;
  /** Whose access tokens say whose documents may answer. */
  readonly userPool: UserPool;
}

/**
 * Reads the environment.
 * @throws Error that names every variable that is missing or wrong, and no value
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = variables.safeParse(environment);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(`The environment is not complete:\n${problems.join("\n")}`);
  }
  const { data } = read;
  return {
    port: data.PORT,
    drainSeconds: data.DRAIN_SECONDS,
    logLevel: data.LOG_LEVEL,
    region: data.AWS_REGION,
    sessionsTable: data.TABLES_SESSIONS_NAME,
    cache: {
      host: data.CACHE_MAIN_HOST,
      port: data.CACHE_MAIN_PORT,
      name: data.CACHE_MAIN_NAME,
      user: data.CACHE_MAIN_USER,
    },
    database: {
      host: data.DATABASE_MAIN_HOST,
      port: data.DATABASE_MAIN_PORT,
      name: data.DATABASE_MAIN_NAME,
      user: data.DATABASE_MAIN_USER,
    },
    signingKeyArn: data.SECRETS_SESSION_SIGNING_KEY_ARN,
    chatArn: data.FUNCTIONS_CHAT_ARN,
    userPool: { issuer: data.TOKENS_PEOPLE_ISSUER, clientId: data.TOKENS_PEOPLE_CLIENT },
  };
}
