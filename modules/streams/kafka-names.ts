import type { SiteLocation } from "../../platform/site";

/** A topic of a cluster. Its name is that of the stream. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly retentionHours: number;
}

/** What the brokers of an environment are called: one cluster carries all its topics. */
const purpose = "streams";

/** Port on which brokers take TLS with IAM authentication inside the VPC (docs.aws.amazon.com/msk/latest/developerguide/port-info.html). */
export const brokerPort = 9098;

export function kafkaClusterName({ names }: SiteLocation): string {
  return names.of("kafka-cluster", purpose);
}

/**
 * ARN patterns of the cluster, and of what is in it, for those who are applied before it: AWS appends an id to the name
 * (docs.aws.amazon.com/service-authorization/latest/reference/list_apachekafkaapisforamazonmskclusters.html).
 */
export function kafkaArns(site: SiteLocation) {
  const arn = (kind: string, rest = "") =>
    `arn:aws:kafka:${site.region}:${site.account}:${kind}/${kafkaClusterName(site)}/*${rest}`;
  return {
    cluster: arn("cluster"),
    topic: (name: string) => arn("topic", `/${name}`),
    group: (name: string) => arn("group", `/${name}`),
    groups: arn("group", "/*"),
  };
}
