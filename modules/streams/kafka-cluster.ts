import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { MskClusterPolicy } from "@cdktf/provider-aws/lib/msk-cluster-policy";
import { MskServerlessCluster } from "@cdktf/provider-aws/lib/msk-serverless-cluster";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type BrokerSettings, Brokers } from "./kafka-brokers";
import { kafkaClusterName } from "./kafka-names";

/** How topics are carried: by as many brokers as it takes, or by those that are named. */
export type KafkaCapacity = { readonly mode: "serverless" } | ({ readonly mode: "provisioned" } & BrokerSettings);

export interface KafkaClusterProps {
  readonly site: Site;
  readonly capacity: KafkaCapacity;
  /** Key of provisioned brokers' disks. AWS encrypts serverless ones with a key that it owns. */
  readonly kmsKeyArn: string;
  /** One subnet for each zone, and the group that lets clients in on `brokerPort`. */
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
}

/** A topic of a cluster. Its name is that of the stream. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly retentionHours: number;
}

/** Serverless clusters keep three copies of everything. */
const serverlessCopies = 3;

/** Amazon MSK: brokers that know their clients by IAM, speak TLS alone, and let Firehose in. */
export class KafkaCluster extends Construct {
  readonly arn: string;
  /** How many brokers have a copy of each record. */
  private readonly copies: number;
  private readonly policy: MskClusterPolicy;

  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    const { site, capacity, placement } = props;
    const built =
      capacity.mode === "serverless" ? this.serverless(props) : new Brokers(this, "brokers", { ...props, capacity });
    this.arn = built.arn;
    this.copies = capacity.mode === "serverless" ? serverlessCopies : Math.min(3, placement.subnetIds.length);
    // Firehose reads through its own connections (docs.aws.amazon.com/firehose/latest/dev/writing-with-msk.html).
    this.policy = new MskClusterPolicy(this, "policy", {
      clusterArn: this.arn,
      policy: policyDocument([
        {
          sid: "ConnectFirehose",
          principal: { service: "firehose.amazonaws.com" },
          actions: "kafka:CreateVpcConnection",
          resources: this.arn,
          conditions: { StringEquals: { "aws:SourceAccount": site.account } },
        },
      ]),
    });
  }

  /** @returns what has to be there before the topic is read */
  addTopic({ name, partitions, retentionHours }: Topic): readonly (CloudcontrolapiResource | MskClusterPolicy)[] {
    const configs = JSON.stringify({ "retention.ms": String(retentionHours * 3_600_000) });
    const topic = new CloudcontrolapiResource(this, `topic-${name}`, {
      typeName: "AWS::MSK::Topic",
      desiredState: JSON.stringify({
        ClusterArn: this.arn,
        TopicName: name,
        PartitionCount: partitions,
        ReplicationFactor: this.copies,
        Configs: Buffer.from(configs).toString("base64"),
      }),
    });
    return [topic, this.policy];
  }

  private serverless({ site, placement }: KafkaClusterProps): MskServerlessCluster {
    return new MskServerlessCluster(this, "serverless", {
      clusterName: kafkaClusterName(site),
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfig: [{ subnetIds: [...placement.subnetIds], securityGroupIds: [placement.securityGroupId] }],
    });
  }
}
