import type { PrimaryDatabase } from "../../../modules/database/postgres-cluster";
import type { Site } from "../../../platform/site";
import { testKey, testSite } from "../../support/site";
import type { ProbeStack } from "../../support/synthesis";

export const keys = { databaseKeyArn: testKey("database"), secretsKeyArn: testKey("secrets") };

/** A cluster with three instances in two zones, protected. */
export const postgresOf = (stack: ProbeStack, site: Partial<Site> = {}) => ({
  site: testSite(stack, site),
  purpose: "main",
  placement: {
    zones: ["us-east-1a", "us-east-1b"],
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-data"],
  },
  capacity,
  keys,
  operation: { backupDays: 35 },
});

export const capacity = { instances: 3, minAcu: 2, maxAcu: 16 };

/** The database of a primary. */
export const database: PrimaryDatabase = { engineVersion: "17.4", name: "app" };
