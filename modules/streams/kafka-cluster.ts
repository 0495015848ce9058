import { MskClusterPolicy } from "@cdktf/provider-aws/lib/msk-cluster-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type BrokerSettings, Brokers } from "./kafka-brokers";
import type { Topic } from "./kafka-names";
import { ServerlessBrokers, type TopicAdministration } from "./serverless-brokers";

/** How topics are carried: by as many brokers as it takes, or by those that are named. */
export type KafkaCapacity =
  | { readonly mode: "serverless"; readonly administration: TopicAdministration }
  | ({ readonly mode: "provisioned" } & BrokerSettings);

export interface KafkaClusterProps {
  readonly site: Site;
  readonly capacity: KafkaCapacity;
  /** Key of provisioned brokers' disks. AWS encrypts serverless ones with a key that it owns. */
  readonly kmsKeyArn: string;
  /** One subnet for each zone, and the group that lets clients in on `brokerPort`. */
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
}

/** Amazon MSK: brokers that know their clients by IAM, speak TLS alone, and let Firehose in. */
export class KafkaCluster extends Construct {
  readonly arn: string;
  private readonly brokers: Brokers | ServerlessBrokers;
  private readonly policy: MskClusterPolicy;

  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    const { site, capacity } = props;
    this.brokers =
      capacity.mode === "serverless"
        ? new ServerlessBrokers(this, "serverless", { ...props, administration: capacity.administration })
        : new Brokers(this, "brokers", { ...props, capacity });
    this.arn = this.brokers.arn;
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
  addTopic(topic: Topic): readonly ITerraformDependable[] {
    return [this.brokers.addTopic(this, `topic-${topic.name}`, topic), this.policy];
  }
}
