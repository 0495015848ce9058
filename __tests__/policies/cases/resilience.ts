import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

const one = (stack: string, address: string, block: Block): FakeStacks => ({
  [stack]: { resources: { [address]: block } },
});

export const tierFloors = casesOf("STRATA009", [
  {
    name: "logs of production for a month",
    stacks: one("prod-app", "aws_cloudwatch_log_group.app", { retention_in_days: 30 }),
    finds: ["retention_in_days is 30; at least 365 is what tier production asks for"],
  },
  {
    name: "slow flow logs in production, by default",
    stacks: one("prod-network", "aws_flow_log.all", {}),
    finds: ["max_aggregation_interval is 600; at most 60"],
  },
  {
    name: "databases in stage that are backed up for a day or not at all",
    stacks: {
      "stage-data": {
        resources: { "aws_rds_cluster.main": {}, "aws_db_instance.main": {} },
      },
    },
    finds: [
      "aws_rds_cluster.main: backup_retention_period is 1; at least 7",
      "aws_db_instance.main: backup_retention_period is 0; at least 7",
    ],
    breaks: {
      "RDS.11": "aws_db_instance.main: backup_retention_period is 0",
      "RDS.50": "aws_rds_cluster.main: backup_retention_period is 1",
    },
  },
  {
    name: "a table in production that can be taken back by a week",
    stacks: one("prod-data", "aws_dynamodb_table.orders", {
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 },
    }),
    finds: ["recovery_period_in_days is 7; at least 35"],
  },
  {
    name: "the same in dev, a value that is known later, and a read replica",
    stacks: {
      ...one("stage-data", "aws_db_instance.replica", { replicate_source_db: "${aws_db_instance.main.identifier}" }),
      ...one("dev-app", "aws_cloudwatch_log_group.app", { retention_in_days: 14 }),
      ...one("dev-network", "aws_flow_log.all", {}),
      ...one("prod-app", "aws_cloudwatch_log_group.app", { retention_in_days: "${var.days}" }),
    },
    finds: [],
  },
]);

const vpc = (stack: string, zones: readonly string[], nats: readonly string[]): FakeStacks => ({
  [stack]: {
    resources: {
      "aws_vpc.vpc": {},
      ...Object.fromEntries(
        zones.map((zone) => [`aws_subnet.${zone}`, { vpc_id: "${aws_vpc.vpc.id}", availability_zone: zone }]),
      ),
      ...Object.fromEntries(
        nats.map((zone) => [`aws_nat_gateway.${zone}`, { subnet_id: `\${aws_subnet.${zone}.id}` }]),
      ),
    },
  },
});

export const zones = casesOf("STRATA010", [
  { name: "two zones in stage", stacks: vpc("stage-network", ["a", "b"], ["a", "b"]), finds: ["2 zones"] },
  { name: "one zone in dev", stacks: vpc("dev-network", ["a"], ["a"]), finds: ["tier sandbox asks for 2"] },
  {
    name: "a zone without NAT in production",
    stacks: vpc("prod-network", ["a", "b", "c"], ["a", "b"]),
    finds: ["has no NAT gateway in c"],
  },
  {
    name: "all of it in production, two zones and one NAT gateway in dev, no way out in stage",
    stacks: {
      ...vpc("prod-network", ["a", "b", "c"], ["a", "b", "c"]),
      ...vpc("dev-network", ["a", "b"], ["a"]),
      ...vpc("stage-network", ["a", "b", "c"], []),
    },
    finds: [],
  },
]);

const archive = (stack: string, mode?: string): FakeStacks => ({
  [stack]: {
    resources: {
      "aws_s3_bucket.archive": {},
      "aws_cloudtrail.trail": { s3_bucket_name: "${aws_s3_bucket.archive.id}" },
      ...(mode && {
        "aws_s3_bucket_object_lock_configuration.archive": {
          bucket: "${aws_s3_bucket.archive.id}",
          rule: { default_retention: { mode } },
        },
      }),
    },
  },
});
const vault = (stack: string, lock?: Block): FakeStacks => ({
  [stack]: {
    resources: {
      "aws_backup_vault.main": {},
      ...(lock && {
        "aws_backup_vault_lock_configuration.main": { backup_vault_name: "${aws_backup_vault.main.name}", ...lock },
      }),
    },
  },
});

export const writeOnce = casesOf("STRATA011", [
  { name: "a trail in an unlocked bucket", stacks: archive("stage-security"), finds: ["has no object lock"] },
  {
    name: "a lock that can be lifted in production",
    stacks: archive("prod-security", "GOVERNANCE"),
    finds: ["its object lock is GOVERNANCE"],
  },
  { name: "a vault without a lock", stacks: vault("stage-security"), finds: ["has no vault lock"] },
  { name: "a vault lock that can be lifted", stacks: vault("prod-security", {}), finds: ["lock can be lifted"] },
  {
    name: "locks as the tiers ask for them",
    stacks: {
      ...archive("dev-security"),
      ...archive("stage-security", "GOVERNANCE"),
      ...archive("prod-security", "COMPLIANCE"),
      ...vault("stage-backup", {}),
      ...vault("prod-backup", { changeable_for_days: 7 }),
    },
    finds: [],
  },
]);

export const deletionProtection = casesOf("STRATA012", [
  {
    name: "a load balancer that goes at once",
    stacks: { "prod-presentation": { resources: { "aws_lb.edge": { enable_deletion_protection: false } } } },
    finds: ["aws_lb.edge"],
    breaks: { "ELB.6": "aws_lb.edge" },
  },
  {
    name: "databases that may be deleted, by default, and leave nothing behind",
    stacks: {
      ...one("stage-data", "aws_rds_cluster.main", { skip_final_snapshot: true }),
      ...one("prod-data", "aws_db_instance.main", {}),
    },
    finds: [
      "aws_db_instance.main: deletion_protection is false",
      "aws_rds_cluster.main: deletion_protection is false",
      "skip_final_snapshot is true",
    ],
    breaks: {
      "RDS.7": "aws_rds_cluster.main: deletion_protection is false",
      "RDS.8": "aws_db_instance.main: deletion_protection is false",
    },
  },
  {
    name: "a bucket that goes with all it holds",
    stacks: one("prod-data", "aws_s3_bucket.lake", { force_destroy: true }),
    finds: ["force_destroy is true"],
  },
  {
    name: "a replica of a table that may be deleted, by default",
    stacks: one("dr-data", "aws_dynamodb_table_replica.orders", {}),
    finds: ["deletion_protection_enabled is false"],
    breaks: { "DynamoDB.6": "deletion_protection_enabled is false" },
  },
  {
    name: "people who sign in and are gone with one call, by default",
    stacks: one("stage-application", "aws_cognito_user_pool.users", {}),
    finds: ["deletion_protection is INACTIVE"],
    breaks: { "Cognito.6": "deletion_protection is INACTIVE" },
  },
  {
    name: "protected ones, and one in dev",
    stacks: {
      ...one("prod-data", "aws_rds_cluster.main", { deletion_protection: true, skip_final_snapshot: false }),
      ...one("prod-lake", "aws_s3_bucket.lake", {}),
      ...one("dev-data", "aws_rds_cluster.main", { skip_final_snapshot: true }),
    },
    finds: [],
  },
]);

const table = (tags?: Block) => ({ "aws_dynamodb_table.orders": { ...(tags && { tags }) } });
const plan = { "aws_backup_selection.daily": { selection_tag: [{ key: "backup", value: "daily" }] } };

export const backupTags = casesOf("STRATA013", [
  { name: "no tag", stacks: { "dev-data": { resources: table() } }, finds: ["has no tag `backup`"] },
  {
    name: "no tag on a replica",
    stacks: one("dr-data", "aws_dynamodb_table_replica.orders", {}),
    finds: ["has no tag `backup`"],
  },
  {
    name: "a tag that no plan selects",
    stacks: { "dev-data": { resources: table({ backup: "hourly" }) }, "dev-monitoring": { resources: plan } },
    finds: ["no backup plan selects backup = hourly"],
  },
  {
    name: "a tag that a plan selects, and one where there are no plans yet",
    stacks: {
      "dev-data": { resources: table({ backup: "daily" }) },
      "dev-monitoring": { resources: plan },
      "stage-data": { resources: table({ backup: "hourly" }) },
    },
    finds: [],
  },
]);

const detector = { "aws_guardduty_detector.main": {} };
const passwords = { "aws_iam_account_password_policy.main": {} };

export const singletons = casesOf("STRATA014", [
  {
    name: "two detectors in one region, of different layers",
    stacks: { "prod-security": { resources: detector }, "prod-monitoring": { resources: detector } },
    finds: [
      "prod-monitoring aws_guardduty_detector.main: is the second aws_guardduty_detector of account 777788889999 in us-east-1: prod-security",
    ],
  },
  {
    name: "two password policies in one account, of different regions",
    stacks: { "prod-security": { resources: passwords }, "dr-security": { resources: passwords } },
    finds: ["dr-security aws_iam_account_password_policy.main"],
  },
  {
    name: "two detectors in one region, one through an aliased provider",
    stacks: {
      "dr-security": { resources: detector },
      "prod-security": {
        aliases: { recovery: "us-west-2" },
        resources: { "aws_guardduty_detector.other": { provider: "aws.recovery" } },
      },
    },
    finds: ["prod-security aws_guardduty_detector.other"],
  },
  {
    name: "a detector in each region, a password policy in each account",
    stacks: {
      "prod-security": { resources: { ...detector, ...passwords } },
      "dr-security": { resources: detector },
      "dev-security": { resources: { ...detector, ...passwords } },
    },
    finds: [],
  },
]);
