import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { MskServerlessCluster } from "@cdktf/provider-aws/lib/msk-serverless-cluster";
import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { LambdaFunction, type LambdaFunctionProps } from "../functions/lambda-function";
import { administerTopics } from "./kafka-grants";
import { kafkaClusterName, type Topic } from "./kafka-names";

/** The function that makes topics: its package, where it runs, and the key of the queue of its failures. */
export interface TopicAdministration extends Pick<LambdaFunctionProps, "code" | "queueKeyArn"> {
  /** Where the group of the brokers lets clients in from. */
  readonly placement: NonNullable<LambdaFunctionProps["settings"]["placement"]>;
}

interface ServerlessBrokersProps {
  readonly site: Site;
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
  readonly administration: TopicAdministration;
}

/** Serverless clusters keep three copies of everything. */
const copies = 3;

/** Longest run of the function, which waits for brokers as long as it can. */
const timeoutSeconds = 300;

/**
 * As many brokers as it takes. The APIs of MSK for topics are for provisioned brokers alone, so Terraform has a function make
 * them, as a client of Kafka (docs.aws.amazon.com/msk/latest/developerguide/msk-topic-operations-information.html).
 */
export class ServerlessBrokers extends Construct {
  readonly arn: string;
  private readonly site: Site;
  private readonly addresses: string;
  private readonly functionName: string;

  constructor(scope: Construct, id: string, { site, placement, administration }: ServerlessBrokersProps) {
    super(scope, id);
    const cluster = new MskServerlessCluster(this, "cluster", {
      clusterName: kafkaClusterName(site),
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfig: [{ subnetIds: [...placement.subnetIds], securityGroupIds: [placement.securityGroupId] }],
    });
    const { code, queueKeyArn } = administration;
    const lambda = new LambdaFunction(this, "topics", {
      site,
      purpose: "topics-streams",
      description: "Makes the topics of the serverless brokers.",
      code,
      settings: { timeoutSeconds, placement: administration.placement },
      role: { statements: administerTopics(site, { deletes: !site.deletionProtection }) },
      queueKeyArn,
    });
    this.arn = cluster.arn;
    this.site = site;
    this.addresses = cluster.bootstrapBrokersSaslIam;
    this.functionName = lambda.functionName;
  }

  /** Where deletion is protected, a topic outlives its stream. It is found again if the stream comes back. */
  addTopic(scope: Construct, id: string, topic: Topic): ITerraformDependable {
    return new LambdaInvocation(scope, id, {
      functionName: this.functionName,
      input: Fn.jsonencode({
        brokers: this.addresses,
        topic: { ...topic, copies },
        whenRemoved: this.site.deletionProtection ? "keep" : "delete",
      }),
      // The provider calls it for every change, and before the brokers go.
      lifecycleScope: "CRUD",
    });
  }
}
