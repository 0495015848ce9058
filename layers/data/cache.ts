import { GlobalCache } from "../../modules/cache/global-cache";
import { ValkeyCache } from "../../modules/cache/valkey-cache";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { Foundation } from "./foundation";

/** The cache; in a recovery environment one that follows the primary's, where the strategy has one standing by. */
export function buildCache(
  stack: LayerStack<DataEnvironment>,
  foundation: Foundation,
): ValkeyCache | GlobalCache | undefined {
  const { data, recovery, deletionProtection } = stack.environment;
  const { names, security, network, subnetIds, upstream, logs, backupPlan } = foundation;
  const { engineVersion: version, nodeType, nodes, snapshotDays } = data.cache;
  const common = {
    names,
    purpose: "main",
    version,
    nodes,
    network: { subnetIds: [...subnetIds], securityGroupIds: [network.dataSecurityGroupId] },
    kmsKeyArn: security.databaseKeyArn,
    logs,
    snapshotDays,
    deletionProtection,
    backupPlan,
  };
  if (!upstream) {
    return new ValkeyCache(stack, "cache", { ...common, nodeType, followed: recovery?.strategy === "warm-standby" });
  }

  if (upstream.strategy !== "warm-standby") return undefined;
  const { region } = upstream.environment;
  const replicationGroupId = upstream.data.cacheReplicationGroupId;
  const provider = stack.providerFor(region);
  return new GlobalCache(stack, "cache", { ...common, primary: { replicationGroupId, nodeType, provider } });
}
