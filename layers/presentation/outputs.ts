import { contract, text, texts } from "../../platform/contract";

/** What other layers may read from the presentation layer's state. */
export const presentationOutputs = contract("presentation", {
  zoneId: text("Public hosted zone of the environment.", "Z0123456789ABCDEFGHIJ"),
  nameServers: texts("Name servers of the zone: the zone above delegates the domain to them.", [
    "ns-1.awsdns-01.org",
    "ns-2.awsdns-02.com",
  ]),
  siteBucketName: text("Bucket of the static pages.", "strata-dev-site-111122223333-us-east-1"),
  siteBucketArn: text("ARN of that bucket.", "arn:aws:s3:::strata-dev-site-111122223333-us-east-1"),
});
