import { connectToCache } from "../../modules/cache/grants";
import { connectToDatabase } from "../../modules/database/grants";
import type { Kinds } from "../../modules/identity/access";
import { readZone, writeZone } from "../../modules/lake/grants";
import { writerTag } from "../../modules/lake/zone-writers";
import { readItems, writeItems } from "../../modules/tables/grants";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import { entryOf } from "../../platform/published-contract";
import type { securityOutputs } from "../security/outputs";
import type { dataOutputs } from "./outputs";

/** What a layer knows whose services and functions use what the data layer offers. */
type DataUsers = Pick<Foundation, "site" | "upstream"> & {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
};

/** What using the offers of the `data` section comes to. */
export function dataUses({ site, security, data, upstream }: DataUsers): Kinds {
  const { region } = site;
  const strategy = upstream?.strategy;
  const hasTables = strategy !== "backup-restore";
  const hasServers = strategy === undefined || strategy === "warm-standby";
  return {
    tables: ({ name, what, level }) => {
      if (!hasTables) return undefined;
      const access = { arn: entryOf(data.tableArns, name), kmsKeyArn: security.databaseKeyArn, region };
      return {
        statements: [...readItems(what, access), ...(level === "write" ? writeItems(what, access) : [])],
        variables: { NAME: entryOf(data.tableNames, name) },
        places: ["internet"],
      };
    },

    zones: ({ name, what, level }) => {
      const bucketArn = entryOf(data.zoneBucketArns, name);
      const access = { bucketArn, kmsKeyArn: entryOf(data.zoneKeyArns, name), region };
      const common = {
        variables: { BUCKET: entryOf(data.zoneBucketNames, name) },
        places: ["internet"] as const,
      };
      if (level === "read") return { ...common, statements: readZone(what, access) };
      return { ...common, statements: writeZone(what, access), tags: writerTag(name) };
    },

    database: ({ user, level }) => {
      if (!hasServers) return undefined;
      const common = { PORT: "5432", NAME: data.databaseName, USER: user };
      const HOST = level === "read" ? data.databaseProxyReadEndpoint : data.databaseProxyEndpoint;
      const resourceId = data.databaseProxyResourceId;
      return {
        statements: connectToDatabase(site, { resourceId, user }),
        variables: { HOST, ...common },
        places: ["database"],
      };
    },

    cache: ({ level }) => {
      if (!hasServers) return undefined;
      return {
        statements: connectToCache({ arn: data.cacheArn, userArn: data.cacheUserArn }),
        variables: {
          HOST: level === "read" ? data.cacheReaderEndpoint : data.cacheEndpoint,
          PORT: "6379",
          // Clients sign their requests to it, and not to the host (ElastiCache user guide, "Authenticating with IAM").
          NAME: data.cacheReplicationGroupId,
          USER: data.cacheUserName,
        },
        places: ["cache"],
      };
    },
  };
}
