import { connectToCache } from "../../modules/cache/grants";
import { connectToDatabase } from "../../modules/database/grants";
import { putEvents } from "../../modules/events/grants";
import { functionArn, liveAlias } from "../../modules/functions/function-arn";
import { invokeLive } from "../../modules/functions/grants";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { serviceUrl } from "../../modules/kubernetes/service-url";
import { readZone, writeZone } from "../../modules/lake/grants";
import { writerTag } from "../../modules/lake/zone-writers";
import { callService } from "../../modules/mesh/grants";
import { publishMessages } from "../../modules/notifications/grants";
import { receiveMessages, sendMessages } from "../../modules/queues/grants";
import { readSecret } from "../../modules/secrets/grants";
import { readItems, writeItems } from "../../modules/tables/grants";
import { entryOf } from "../../platform/published-contract";
import type { WorkloadFoundation } from "./foundation";
import type { DestinationName } from "./places";

/** What follows from a reference in `uses`. */
export interface Access {
  readonly statements: readonly PolicyStatement[];
  /** Environment variables, by what they are called after the reference: `NAME` becomes `TABLES_SESSIONS_NAME`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where it answers, for network policies. */
  readonly places: readonly DestinationName[];
  /** Tags that the role needs beside its policy. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A reference in `uses`, and who uses it. */
interface Use {
  /** Service or function that uses it. */
  readonly user: string;
  readonly name: string;
  readonly level: string;
}

type Resolve = (foundation: WorkloadFoundation, use: Use) => Access;

/** What each kind of reference comes to. Whether a thing exists and offers the level, `strata check` has asked before. */
const kinds: Readonly<Record<string, Resolve>> = {
  tables: ({ site, data, security }, { name, level }) => {
    const { region } = site;
    const access = { arn: entryOf(data.tableArns, name), kmsKeyArn: security.databaseKeyArn, region };
    const what = pascal(name);
    return {
      statements: [...readItems(what, access), ...(level === "write" ? writeItems(what, access) : [])],
      variables: { NAME: entryOf(data.tableNames, name) },
      places: ["internet"],
    };
  },

  zones: ({ site, data }, { name, level }) => {
    const { region } = site;
    const bucketArn = entryOf(data.zoneBucketArns, name);
    const access = { bucketArn, kmsKeyArn: entryOf(data.zoneKeyArns, name), region };
    const common = {
      variables: { BUCKET: entryOf(data.zoneBucketNames, name) },
      places: ["internet"] as const,
    };
    if (level === "read") return { ...common, statements: readZone(pascal(name), access) };
    return { ...common, statements: writeZone(pascal(name), access), tags: writerTag(name) };
  },

  database: ({ site, data }, { user, level }) => {
    const common = { PORT: "5432", NAME: data.databaseName, USER: user };
    const HOST = level === "read" ? data.databaseProxyReadEndpoint : data.databaseProxyEndpoint;
    const resourceId = data.databaseProxyResourceId;
    return {
      statements: connectToDatabase(site, { resourceId, user }),
      variables: { HOST, ...common },
      places: ["database"],
    };
  },

  cache: ({ data }, { level }) => ({
    statements: connectToCache({ arn: data.cacheArn, userArn: data.cacheUserArn }),
    variables: {
      HOST: level === "read" ? data.cacheReaderEndpoint : data.cacheEndpoint,
      PORT: "6379",
      // Clients sign their requests to it, and not to the host (ElastiCache user guide, "Authenticating with IAM").
      NAME: data.cacheReplicationGroupId,
      USER: data.cacheUserName,
    },
    places: ["cache"],
  }),

  secrets: ({ site, security }, { name }) => ({
    statements: readSecret(pascal(name), {
      arn: entryOf(security.secretArns, name),
      kmsKeyArn: security.secretsKeyArn,
      region: site.region,
    }),
    variables: { ARN: entryOf(security.secretArns, name) },
    places: ["secretsmanager"],
  }),

  services: ({ environment, mesh }, { name }) => {
    const inMesh = mesh?.services[name];
    if (inMesh) {
      return { statements: [callService(pascal(name), inMesh.arn)], variables: { URL: inMesh.url }, places: ["mesh"] };
    }
    const { port } = built(environment.application.services[name], name);
    return { statements: [], variables: { URL: serviceUrl(name, port) }, places: [] };
  },

  queues: ({ site, messaging }, { name, level }) => {
    const { arn, url, keyArn } = built(messaging.queues[name], name);
    const grant = level === "consume" ? receiveMessages : sendMessages;
    return {
      statements: grant(pascal(name), { arn, kmsKeyArn: keyArn, region: site.region }),
      variables: { URL: url },
      places: ["sqs"],
    };
  },

  topics: ({ site, messaging, security }, { name }) => {
    const { arn } = built(messaging.topics[name], name);
    const access = { arn, kmsKeyArn: security.streamsKeyArn, region: site.region };
    return { statements: publishMessages(pascal(name), access), variables: { ARN: arn }, places: ["internet"] };
  },

  bus: ({ messaging }, { user, name }) => {
    const { arn, busName } = built(messaging.bus, name);
    return {
      statements: [putEvents(pascal(name), { busArn: arn, source: user })],
      variables: { NAME: busName, SOURCE: user },
      places: ["events"],
    };
  },

  // Spelled out, so that functions may invoke each other.
  functions: ({ site }, { name }) => {
    const arn = functionArn(site, name);
    return {
      statements: [invokeLive(pascal(name), arn)],
      variables: { ARN: `${arn}:${liveAlias}` },
      places: ["internet"],
    };
  },
};

/** What stands in a recovery region by strategy, of the kinds that do not always stand there. */
const standing: Readonly<Record<string, readonly string[]>> = {
  tables: ["pilot-light", "warm-standby"],
  database: ["warm-standby"],
  cache: ["warm-standby"],
  queues: ["pilot-light", "warm-standby"],
  topics: ["pilot-light", "warm-standby"],
  bus: ["pilot-light", "warm-standby"],
};

function built<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`There is no ${name}.`);
  return thing;
}

/**
 * All that a service or function uses. What the recovery strategy leaves out follows on the day, with the apply that
 * builds it.
 */
export function accessOf(
  foundation: WorkloadFoundation,
  user: string,
  uses: Readonly<Record<string, string>>,
): Required<Access> {
  const strategy = foundation.upstream?.strategy;
  const all = Object.entries(uses)
    // Their order in the file means nothing.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([reference, level]) => {
      const [kind = "", name = ""] = reference.split(".");
      const resolve = kinds[kind];
      if (!resolve) throw new Error(`${user} uses ${reference}: layers/application/uses.ts does not know ${kind}.`);
      if (strategy && standing[kind]?.includes(strategy) === false) return [];
      return [{ reference, ...resolve(foundation, { user, name, level }) }];
    });
  return {
    statements: all.flatMap(({ statements }) => statements),
    variables: Object.assign({}, ...all.map(({ reference, variables }) => named(reference, variables))),
    places: [...new Set(all.flatMap(({ places }) => places))].sort(),
    tags: Object.assign({}, ...all.map(({ tags }) => tags)),
  };
}

/** `NAME` of tables.sessions is `TABLES_SESSIONS_NAME`. */
function named(reference: string, variables: Access["variables"]): Record<string, string> {
  const prefix = reference.toUpperCase().replaceAll(/[.-]/g, "_");
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`${prefix}_${name}`, value]));
}

/** `session-signing-key` is `SessionSigningKey`. */
function pascal(name: string): string {
  return name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
