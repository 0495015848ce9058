import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { kafkaClusterName, type Topic } from "./kafka-names";

/** Brokers that are named. */
export interface BrokerSettings {
  /** As in "kafka.m7g.large". */
  readonly instanceType: string;
  readonly perZone: number;
  /** Disk of each broker at first, and the most that it grows to, in GiB. It never shrinks. */
  readonly storageGiB: { readonly first: number; readonly max: number };
}

interface BrokersProps {
  readonly site: Site;
  readonly capacity: BrokerSettings;
  readonly kmsKeyArn: string;
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
}

/**
 * Version of Kafka that AWS recommends (docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html). MSK
 * creates topics on brokers of 3.6 or later (msk-topic-operations-information.html).
 */
const kafkaVersion = "3.8.x";

/** Part of a disk in use, in percent, at which it grows. AWS lets it grow once in six hours. */
const fullPercent = 60;

/** Brokers in each zone, whose disks grow automatically. */
export class Brokers extends Construct {
  readonly arn: string;
  /** How many brokers have a copy of each record. */
  private readonly copies: number;

  constructor(scope: Construct, id: string, { site, capacity, kmsKeyArn, placement }: BrokersProps) {
    super(scope, id);
    const { instanceType, perZone, storageGiB } = capacity;
    const zones = placement.subnetIds.length;
    this.copies = Math.min(3, zones);
    const clusterName = kafkaClusterName(site);
    const configuration = new MskConfiguration(this, "configuration", {
      name: clusterName,
      description: "Topics are declared, and readable by those who are allowed.",
      kafkaVersions: [kafkaVersion],
      serverProperties: serverProperties(this.copies),
    });
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: site.names.of("log-group", "kafka"),
      kmsKeyId: site.logs.kmsKeyArn,
      retentionInDays: site.logs.retentionDays,
    });
    const cluster = new MskCluster(this, "cluster", {
      clusterName,
      kafkaVersion,
      numberOfBrokerNodes: zones * perZone,
      enhancedMonitoring: "PER_TOPIC_PER_BROKER",
      brokerNodeGroupInfo: {
        instanceType,
        clientSubnets: [...placement.subnetIds],
        securityGroups: [placement.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: storageGiB.first } },
        connectivityInfo: {
          publicAccess: { type: "DISABLED" },
          vpcConnectivity: { clientAuthentication: { sasl: { iam: true } } },
        },
      },
      clientAuthentication: { sasl: { iam: true }, unauthenticated: false },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: kmsKeyArn,
        encryptionInTransit: { clientBroker: "TLS", inCluster: true },
      },
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logGroup.name } } },
      lifecycle: {
        preventDestroy: site.deletionProtection,
        // Disks have grown since, and no plan makes them smaller.
        ignoreChanges: ["broker_node_group_info[0].storage_info"],
      },
    });
    this.growStorage(cluster.arn, storageGiB.max);
    this.arn = cluster.arn;
  }

  addTopic(scope: Construct, id: string, { name, partitions, retentionHours }: Topic): ITerraformDependable {
    const configs = JSON.stringify({ "retention.ms": String(retentionHours * 3_600_000) });
    return new CloudcontrolapiResource(scope, id, {
      typeName: "AWS::MSK::Topic",
      desiredState: JSON.stringify({
        ClusterArn: this.arn,
        TopicName: name,
        PartitionCount: partitions,
        ReplicationFactor: this.copies,
        Configs: Buffer.from(configs).toString("base64"),
      }),
    });
  }

  private growStorage(clusterArn: string, maxCapacity: number): void {
    const target = new AppautoscalingTarget(this, "storage", {
      serviceNamespace: "kafka",
      resourceId: clusterArn,
      scalableDimension: "kafka:broker-storage:VolumeSize",
      minCapacity: 1,
      maxCapacity,
    });
    new AppautoscalingPolicy(this, "storage-policy", {
      name: `KafkaBrokerStorageUtilization:${target.resourceId}`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: fullPercent,
        disableScaleIn: true,
        predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      },
    });
  }
}

/** A record is written when all copies but one have it: a zone may be gone. */
function serverProperties(copies: number): string {
  return [
    "allow.everyone.if.no.acl.found=false",
    "auto.create.topics.enable=false",
    `default.replication.factor=${copies}`,
    `min.insync.replicas=${Math.max(1, copies - 1)}`,
    "unclean.leader.election.enable=false",
    "",
  ].join("\n");
}
