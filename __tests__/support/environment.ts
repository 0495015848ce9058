import { tierDefaults } from "../../environments/schema";
import type { Environment } from "../../layers/layers";
import type { Tier } from "../../platform/environment";
import type { RecoveryStrategy } from "../../platform/recovery";

/** A valid environment of the tier, with two zones, to build stacks of in tests. `changes` replace whole values. */
export function environmentOf(tier: Tier, changes: Partial<Environment> = {}): Environment {
  // The tier gives every value but those that follow.
  const defaults = tierDefaults(tier) as Environment;
  return {
    ...defaults,
    name: "test",
    organization: "strata",
    tier,
    account: "111122223333",
    region: "us-east-1",
    zones: ["us-east-1a", "us-east-1b"],
    domain: "test.example.com",
    owners: { team: "platform", email: "platform@example.com", costCenter: "4100" },
    tags: {},
    terraformVersion: "1.11.0",
    state: { backend: "s3", bucket: "strata-test-state", region: "us-east-1" },
    network: { ...defaults.network, cidr: "10.0.0.0/16" },
    ...changes,
  };
}

/** `prod` and `dr`, which recovers it in another region by the strategy. `changes` replace whole values of both. */
export function recoveredPair(
  strategy: RecoveryStrategy,
  changes: Partial<Environment> = {},
): readonly [primary: Environment, follower: Environment] {
  const recovery = { region: "us-west-2", strategy, objectives: {} };
  const primary = environmentOf("production", { name: "prod", recovery, ...changes });
  const place = { region: "us-west-2", zones: ["us-west-2a", "us-west-2b"] };
  return [primary, environmentOf("production", { name: "dr", ...place, recovers: "prod", primary, ...changes })];
}
