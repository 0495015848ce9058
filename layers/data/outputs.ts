import { contract, map, text, texts } from "../../platform/contract";

const account = "111122223333";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
const bucket = (purpose: string) => `strata-dev-${purpose}-${account}-us-east-1`;

const zones = {
  raw: bucket("lake-raw"),
  processed: bucket("lake-processed"),
  artifacts: bucket("artifacts"),
  logs: bucket("lake-logs"),
};
const zoneArns = Object.fromEntries(Object.entries(zones).map(([name, of]) => [name, `arn:aws:s3:::${of}`]));

/** What other layers may read from the data layer's state. Endpoints, names and ARNs; never a password. */
export const dataOutputs = contract("data", {
  databaseClusterArn: text("Aurora PostgreSQL cluster.", arn("rds", "cluster:strata-dev-main")),
  databaseClusterIdentifier: text("Identifier of that cluster.", "strata-dev-main"),
  databaseResourceId: text(
    "What rds-db:connect names the cluster by, for those who connect without the proxy.",
    "cluster-ABCDEFGHIJKL1234567890",
  ),
  databaseName: text("Database that applications connect to; empty where there is no cluster.", "platform"),
  databaseEndpoint: text(
    "Host name that takes writes; of a cluster that follows another, once it has taken over.",
    "strata-dev-main.cluster-abc123.us-east-1.rds.amazonaws.com",
  ),
  databaseReaderEndpoint: text(
    "Host name that takes reads.",
    "strata-dev-main.cluster-ro-abc123.us-east-1.rds.amazonaws.com",
  ),
  databaseProxyEndpoint: text(
    "Host name of the connection pool that applications use; takes connections once the database is the primary, and is empty where it has no instance.",
    "strata-dev-main.proxy-abc123.us-east-1.rds.amazonaws.com",
  ),
  databaseProxyReadEndpoint: text(
    "Host name of that pool that takes reads; the same where the database has a single instance.",
    "strata-dev-main-read.endpoint.proxy-abc123.us-east-1.rds.amazonaws.com",
  ),
  databaseProxyResourceId: text("What rds-db:connect names the proxy by, for its clients.", "prx-0a1b2c3d4e5f67890"),
  databaseSecretArn: text(
    "Secret of the database's administrator, which rotates; where the database follows another, its copy.",
    arn("secretsmanager", "secret:rds!cluster-1234abcd-AbCdEf"),
  ),
  databaseUserSecretArns: map("Secret of each user of the database, for the proxy; nothing else reads them.", {
    gateway: arn("secretsmanager", "secret:strata-dev-main-gateway-credentials-AbCdEf"),
  }),
  databaseEventsTopicArn: text(
    "Topic of what happens to databases; empty where there is none.",
    arn("sns", "strata-dev-database-events"),
  ),
  globalDatabaseId: text("Global database that the cluster belongs to; empty where there is none.", "strata-dev-main"),
  tableNames: map("Name of each table.", { sessions: "strata-dev-sessions" }),
  tableArns: map("ARN of each table.", { sessions: arn("dynamodb", "table/strata-dev-sessions") }),
  tableStreamArns: map("Stream of each table, with both images of an item; empty for a replica.", {
    sessions: arn("dynamodb", "table/strata-dev-sessions/stream/2026-01-01T00:00:00.000"),
  }),
  zoneBucketNames: map("Bucket of each zone of the lake.", zones),
  zoneBucketArns: map("ARN of the bucket of each zone.", zoneArns),
  zoneKeyArns: map("Key of the objects of each zone.", {
    raw: arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"),
  }),
  codeBucketName: text("Bucket of scripts and packages that jobs and functions run.", bucket("code")),
  catalogDatabaseNames: map("Glue database of each zone that is cataloged.", {
    processed: "strata_dev_lake_processed",
  }),
  jobSecurityConfigurationName: text("How jobs of AWS Glue encrypt what they write.", "strata-dev-lake"),
  jobConnectionNames: texts("Connections that put workers of AWS Glue into the data tier, one for each zone.", [
    "strata-dev-network-a",
    "strata-dev-network-b",
  ]),
  queryWorkgroupName: text("Athena workgroup of the lake.", "strata-dev-lake"),
  sparkApplicationId: text("EMR Serverless application.", "00f1abcdefgh1234"),
  sparkRoleArn: text("Role that its jobs run as.", `arn:aws:iam::${account}:role/strata-dev-spark`),
  cacheReplicationGroupId: text("Cache; empty where the recovery strategy keeps none ready.", "strata-dev-main"),
  cacheArn: text(
    "What elasticache:Connect names the cache by; empty where there is none.",
    arn("elasticache", "replicationgroup:strata-dev-main"),
  ),
  cacheEndpoint: text(
    "Host name of the cache that takes writes; empty where there is none.",
    "master.strata-dev-main.abc123.use1.cache.amazonaws.com",
  ),
  cacheReaderEndpoint: text(
    "Host name of the cache that takes reads; empty where there is none.",
    "replica.strata-dev-main.abc123.use1.cache.amazonaws.com",
  ),
  cacheUserName: text(
    "User that applications sign in to the cache as, with IAM; empty where there is none.",
    "strata-dev-main",
  ),
  cacheUserArn: text(
    "What elasticache:Connect names that user by; empty where there is none.",
    arn("elasticache", "user:strata-dev-main"),
  ),
});
