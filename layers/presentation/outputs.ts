import { contract, map, text, texts } from "../../platform/contract";

/** What other layers may read from the presentation layer's state. */
export const presentationOutputs = contract("presentation", {
  zoneId: text("Public hosted zone of the environment.", "Z0123456789ABCDEFGHIJ"),
  nameServers: texts("Name servers of the zone: the zone above delegates the domain to them.", [
    "ns-1.awsdns-01.org",
    "ns-2.awsdns-02.com",
  ]),
  dsRecord: text(
    "What the zone above holds so that resolvers check signatures; empty where the zone is not signed.",
    "12345 13 2 49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE",
  ),
  queryLogGroupName: text("Log group of queries, in us-east-1.", "/strata/dev/public-dns-queries"),
  loadBalancerArn: text(
    "Load balancer between CloudFront and services; empty where there is none.",
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/strata-dev-edge/0123456789abcdef",
  ),
  loadBalancerArnSuffix: text(
    "How metrics name it; empty where there is none.",
    "app/strata-dev-edge/0123456789abcdef",
  ),
  regionHealthCheckId: text(
    "Health check of the region; empty where no other takes over.",
    "abcdef11-2222-3333-4444-555555fedcba",
  ),
  distributionIds: map("Distribution of each host, by the part before the domain.", { www: "EDFDVBD6EXAMPLE" }),
  distributionArns: map("ARN of each distribution.", {
    www: "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE",
  }),
  webAclArns: map("Web ACLs by what they protect: edge, balancer, models, partner.", {
    edge: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/strata-dev-edge/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
  }),
  webAclLogGroupNames: map("Log group of each web ACL; that of the edge is in us-east-1.", {
    edge: "aws-waf-logs-strata-dev-edge",
  }),
  siteBucketName: text("Bucket of the static pages.", "strata-dev-site-111122223333-us-east-1"),
  siteBucketArn: text("ARN of that bucket.", "arn:aws:s3:::strata-dev-site-111122223333-us-east-1"),
});
