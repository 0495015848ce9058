import type { PostgresProps } from "../../../modules/database/postgres-props";
import { testSite } from "../../support/site";
import type { ProbeStack } from "../../support/synthesis";

export const keys = {
  databaseKeyArn: "arn:aws:kms:us-east-1:111122223333:key/database",
  logsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  secretsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/secrets",
};

/** A cluster with three instances in two zones, protected. */
export const postgresOf = (stack: ProbeStack): PostgresProps => ({
  site: testSite(stack),
  purpose: "main",
  engineVersion: "17.4",
  placement: {
    zones: ["us-east-1a", "us-east-1b"],
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-data"],
  },
  instances: 3,
  capacity: { minAcu: 2, maxAcu: 16 },
  keys: { databaseKeyArn: keys.databaseKeyArn, logsKeyArn: keys.logsKeyArn },
  monitoring: { logRetentionDays: 400 },
  backup: { plan: "critical", retentionDays: 35 },
  deletionProtection: true,
});
