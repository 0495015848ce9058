import { GlobalCache } from "../../modules/cache/global-cache";
import { ValkeyCache } from "../../modules/cache/valkey-cache";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";

/** The cache; in a recovery environment one that follows the primary's, where the strategy keeps one ready. */
export function buildCache(
  stack: LayerStack<DataEnvironment>,
  foundation: DataFoundation,
): ValkeyCache | GlobalCache | undefined {
  const { site, environment, security, network, subnetIds, upstream } = foundation;
  const { data, recovery } = environment;
  const { engineVersion: version, nodeType, nodes, snapshotDays } = data.cache;
  const common = {
    site,
    purpose: "main",
    capacity: { nodeType, nodes },
    placement: { subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    kmsKeyArn: security.databaseKeyArn,
    operation: { snapshotDays },
  };
  if (!upstream) {
    const followed = recovery?.strategy === "warm-standby";
    return new ValkeyCache(stack, "cache", { ...common, engine: { version, followed } });
  }

  if (upstream.strategy !== "warm-standby") return undefined;
  const { region } = upstream.environment;
  const replicationGroupId = upstream.data.cacheReplicationGroupId;
  const provider = stack.providerFor(region);
  return new GlobalCache(stack, "cache", { ...common, primary: { replicationGroupId, version, provider } });
}
