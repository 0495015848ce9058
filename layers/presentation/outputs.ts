import { contract, map, text, texts } from "../../platform/contract";

/** What other layers may read from the presentation layer's state. */
export const presentationOutputs = contract("presentation", {
  zoneId: text("Public hosted zone of the environment.", "Z0123456789ABCDEFGHIJ"),
  nameServers: texts("Name servers of the zone: the zone above delegates the domain to them.", [
    "ns-1.awsdns-01.org",
    "ns-2.awsdns-02.com",
  ]),
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
  siteBucketName: text("Bucket of the static pages.", "strata-dev-site-111122223333-us-east-1"),
  siteBucketArn: text("ARN of that bucket.", "arn:aws:s3:::strata-dev-site-111122223333-us-east-1"),
});
