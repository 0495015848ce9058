import { type App, Fn } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { buildCache } from "./cache";
import { buildCatalog } from "./catalog";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";
import { buildLake, type LakeFoundation } from "./lake";
import { dataOutputs } from "./outputs";
import { buildQueries } from "./queries";
import { buildRelational, databaseName } from "./relational";
import { buildSpark } from "./spark";
import { buildTables } from "./tables";

export class DataStack extends LayerStack<DataEnvironment> {
  constructor(app: App, environment: DataEnvironment) {
    super(app, environment, "data");
    const { zones: availabilityZones } = environment;
    const network = this.read(networkOutputs);
    const security = this.read(securityOutputs);
    const foundation: DataFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network,
      subnetIds: availabilityZones.map((_, index) => Fn.element([...network.dataSubnetIds], index)),
      upstream: upstreamOf(environment, (primary) => ({
        security: this.read(securityOutputs, primary),
        data: this.read(dataOutputs, primary),
      })),
    };

    const database = buildRelational(this, foundation);
    const tables = buildTables(this, foundation);
    const cache = buildCache(this, foundation);
    const lake = buildLake(this, foundation);
    const onLake: LakeFoundation = { ...foundation, lake };
    const catalog = buildCatalog(this, onLake);
    const spark = buildSpark(this, onLake);
    const queries = buildQueries(this, foundation);

    const zones = Object.entries(lake.zones);
    this.publish(dataOutputs, {
      databaseClusterArn: database?.cluster.arn ?? "",
      databaseClusterIdentifier: database?.cluster.identifier ?? "",
      databaseResourceId: database?.cluster.resourceId ?? "",
      databaseName: database ? databaseName : "",
      databaseEndpoint: database?.cluster.writerEndpoint ?? "",
      databaseReaderEndpoint: database?.cluster.readerEndpoint ?? "",
      databaseProxyEndpoint: database?.proxy?.endpoint ?? "",
      databaseProxyResourceId: database?.proxy?.resourceId ?? "",
      databaseProxyReadEndpoint: database?.proxy?.readEndpoint ?? "",
      databaseSecretArn: database?.secretArn ?? "",
      databaseUserSecretArns: database?.userSecretArns ?? {},
      databaseEventsTopicArn: database?.eventsTopicArn ?? "",
      globalDatabaseId: database?.globalDatabaseId ?? "",
      tableNames: tables.names,
      tableArns: tables.arns,
      tableStreamArns: tables.streamArns,
      cacheReplicationGroupId: cache?.replicationGroupId ?? "",
      cacheArn: cache?.arn ?? "",
      cacheEndpoint: cache?.primaryEndpoint ?? "",
      cacheReaderEndpoint: cache?.readerEndpoint ?? "",
      cacheUserName: cache?.userName ?? "",
      cacheUserArn: cache?.userArn ?? "",
      zoneBucketNames: Object.fromEntries(zones.map(([name, { bucketName }]) => [name, bucketName])),
      zoneBucketArns: Object.fromEntries(zones.map(([name, { arn }]) => [name, arn])),
      zoneKeyArns: Object.fromEntries(zones.map(([name, { kmsKeyArn }]) => [name, kmsKeyArn])),
      codeBucketName: lake.code.bucketName,
      catalogDatabaseNames: catalog.databases,
      jobSecurityConfigurationName: catalog.securityConfigurationName,
      jobConnectionNames: [...catalog.connections.connectionNames],
      queryWorkgroupName: queries.workgroupName,
      sparkApplicationId: spark.applicationId,
      sparkRoleArn: spark.runtimeRoleArn,
    });
  }
}
