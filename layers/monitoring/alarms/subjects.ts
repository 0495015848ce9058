import type { MonitoringFoundation } from "../foundation";

/** Seconds that functions of the platform run at most, which no environment file names. */
const longest = 900;

/** Functions of the ai layer, likewise. */
export function aiFunctionTimeouts(foundation: MonitoringFoundation): Readonly<Record<string, number>> {
  if (!hasServices(foundation)) return {};
  const { applications, bedrock, features, streaming, streams } = foundation.environment.ai;
  const timeouts = Object.entries(applications).map(([name, { timeoutSeconds }]) => [name, timeoutSeconds]);
  const evaluated = Object.values(applications).some(({ quality }) => quality !== undefined);
  const topics =
    streaming.kafka.mode === "serverless" && Object.values(streams).some(({ engine }) => engine === "kafka");
  const ingests = Object.keys(bedrock.knowledgeBases).length > 0 && runsAll(foundation);
  return {
    ...Object.fromEntries(timeouts),
    ...(evaluated && { evaluation: longest }),
    ...Object.fromEntries(
      Object.entries(features)
        .filter(([, { from }]) => from !== undefined)
        .map(([name]) => [`features-${name}`, 60]),
    ),
    ...(ingests && { "start-ingestion": 60 }),
    ...(hasEndpoints(foundation) && { "operate-models": 60 }),
    ...(topics && { "topics-streams": longest }),
  };
}

/** Functions of an environment below the ai layer by the purpose in their names, with the seconds they may run. */
export function functionTimeouts(foundation: MonitoringFoundation): Readonly<Record<string, number>> {
  const { environment, upstream } = foundation;
  const { application, data, security, recovery } = environment;
  const users = Object.keys(data.relational.users).length > 0 && runsAll(foundation);
  return {
    ...Object.fromEntries(
      Object.entries(application.functions).map(([name, { timeoutSeconds }]) => [name, timeoutSeconds]),
    ),
    ...(users && { "users-main": longest }),
    ...(users && !upstream && { "rotate-main-users": longest }),
    ...(recovery && recovery.strategy !== "backup-restore" && { "rotate-main-password": longest }),
    ...(!upstream && Object.keys(security.secrets.generated).length > 0 && { "rotate-secret": longest }),
  };
}

/** Models that have an endpoint, by name: pods have none, and a pilot light goes without. */
export function servedModels(foundation: MonitoringFoundation): string[] {
  const waits = foundation.upstream?.strategy === "pilot-light" || !hasServices(foundation);
  const { models } = foundation.environment.ai;
  return waits ? [] : Object.keys(models).filter((name) => models[name]?.serving?.on !== "eks");
}

/** Models that predict in batches, by name. */
export function batchModels(foundation: MonitoringFoundation): string[] {
  const { models } = foundation.environment.ai;
  return servedModels(foundation).filter((name) => models[name]?.batch !== undefined);
}

/** Identifier of the database cluster. */
export function databaseIdentifier({ site }: Pick<MonitoringFoundation, "site">): string {
  return site.names.of("db-cluster", "main");
}

/** Whether any model has an endpoint. */
export function hasEndpoints(foundation: MonitoringFoundation): boolean {
  return servedModels(foundation).length > 0;
}

/** Whether everything runs: a primary, or a recovery environment that takes over within minutes. */
export function runsAll({ upstream }: MonitoringFoundation): boolean {
  return !upstream || upstream.strategy === "warm-standby";
}

/** Whether the environment keeps services and the messages between them while it waits. */
export function hasServices({ upstream }: MonitoringFoundation): boolean {
  return upstream?.strategy !== "backup-restore";
}
