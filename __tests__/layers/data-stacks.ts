import { dataDefaults } from "../../layers/data/config";
import type { Environment } from "../../layers/layers";
import type { Tier } from "../../platform/environment";
import type { RecoveryStrategy } from "../../platform/recovery";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";

/** The tables of every data section here. */
export const tables = {
  sessions: { hashKey: "id", attributes: { id: "S" as const }, indexes: {}, ttlAttribute: "expiresAt" },
};

/** The users of its database. */
const users: Environment["data"]["relational"]["users"] = {
  gateway: { level: "write", reads: [] },
  reporting: { level: "read", reads: ["gateway"] },
};

/** The data section of a tier, with a table, users of the database and what the test changes. */
export function dataOf(tier: Tier, changes: Partial<Environment["data"]> = {}): Environment["data"] {
  const { relational } = dataDefaults[tier];
  return { ...dataDefaults[tier], relational: { ...relational, users }, tables, ...changes };
}

/** The data stacks of the environments, by the name of the environment. */
export function data(...environments: readonly Environment[]) {
  return layerOf("data", ...environments);
}

/** The data stack of an environment of the tier as it comes, built once. */
export const ofTier = once((tier: Tier) => data(environmentOf(tier, { data: dataOf(tier) }))("test"));

function once<K, V>(build: (key: K) => V): (key: K) => V {
  const built = new Map<K, V>();
  return (key) => {
    const value = built.get(key) ?? build(key);
    built.set(key, value);
    return value;
  };
}

const objective = { rpoMinutes: 30, rtoMinutes: 60 };
const objectives = { relational: objective, tables: objective, lake: objective };

/** A primary that is recovered in another region by the strategy, and the environment that does it. */
export function pair(strategy: RecoveryStrategy): readonly [Environment, Environment] {
  const primary = environmentOf("production", {
    name: "prod",
    recovery: { region: "us-west-2", strategy, objectives },
    data: dataOf("production"),
  });
  const follower = environmentOf("production", {
    name: "dr",
    region: "us-west-2",
    zones: ["us-west-2a", "us-west-2b"],
    recovers: "prod",
    primary,
    data: dataOf("production"),
  });
  return [primary, follower];
}

/** The data stacks of such a pair, built once. */
export const ofPair = once((strategy: RecoveryStrategy) => data(...pair(strategy)));
