import type { Environment } from "../../environments/schema";
import { dataDefaults } from "../../layers/data/config";
import { networkDefaults } from "../../layers/network/config";
import { securityDefaults } from "../../layers/security/config";
import { frameDefaults, type Tier } from "../../platform/environment";

/** A valid environment of the tier, with two zones, to build stacks of in tests. `changes` replace whole values. */
export function environmentOf(tier: Tier, changes: Partial<Environment> = {}): Environment {
  return {
    ...frameDefaults[tier],
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
    security: securityDefaults[tier],
    data: dataDefaults[tier],
    network: { ...networkDefaults[tier], cidr: "10.0.0.0/16" },
    ...changes,
  };
}
