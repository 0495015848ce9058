import type { Control } from "./fsbp";

const classicBalancers = ["aws_elb"];
const insideTheVpc =
  "Load balancers speak HTTP with pods, which are in the same VPC behind security groups: a certificate for each pod would be the service's own.";

/** Controls of the standard for what requests pass, as far as the platform has it. */
export const edgeControls: readonly Control[] = [
  { id: "ACM.1", asks: "Certificates are renewed in time", atRunTime: "ACM renews those that it validated by DNS." },
  { id: "ACM.2", asks: "RSA keys have 2048 bits or more", atRunTime: "ACM makes no shorter ones; none is imported." },
  {
    id: "CloudFront.1",
    asks: "Distributions have a default root object",
    checkov: ["CKV_AWS_305"],
    atRunTime: "The control asks it of buckets alone, the check of services and APIs too, where a waiver says so.",
  },
  { id: "CloudFront.3", asks: "Viewers use HTTPS", checkov: ["CKV_AWS_34"] },
  { id: "CloudFront.5", asks: "Distributions log requests", checkov: ["CKV_AWS_86"] },
  { id: "CloudFront.6", asks: "Distributions have a web ACL", checkov: ["CKV_AWS_68"] },
  { id: "CloudFront.7", asks: "Distributions have custom certificates", checkov: ["CKV2_AWS_42"] },
  { id: "CloudFront.8", asks: "Distributions answer TLS by SNI", rules: ["STRATA045"] },
  { id: "CloudFront.9", asks: "Requests of origins are encrypted", rules: ["STRATA045"] },
  { id: "CloudFront.10", asks: "Origins are not spoken to in old protocols", rules: ["STRATA045"] },
  { id: "CloudFront.12", asks: "Origins are buckets that exist", atRunTime: "The name comes from the bucket itself." },
  { id: "CloudFront.13", asks: "Buckets know who asks", checkov: ["CKV2_AWS_46"] },
  { id: "CloudFront.15", asks: "Viewers use TLS 1.2 or later", checkov: ["CKV_AWS_174"] },
  { id: "CloudFront.16", asks: "URLs of functions know who asks", absent: ["aws_lambda_function_url"] },
  {
    id: "CloudFront.17",
    asks: "Signed URLs are signed by key groups",
    absent: ["aws_cloudfront_key_group", "aws_cloudfront_public_key"],
  },
  { id: "ELB.1", asks: "HTTP is redirected to HTTPS", checkov: ["CKV2_AWS_20"] },
  { id: "ELB.2", asks: "Classic load balancers have certificates of ACM", absent: classicBalancers },
  { id: "ELB.3", asks: "Classic load balancers end TLS", absent: classicBalancers },
  { id: "ELB.4", asks: "Load balancers drop invalid headers", checkov: ["CKV_AWS_131"] },
  { id: "ELB.5", asks: "Load balancers log requests", checkov: ["CKV_AWS_91"] },
  {
    id: "ELB.6",
    asks: "Load balancers have deletion protection",
    checkov: ["CKV_AWS_150"],
    gap: "A sandbox has none.",
    rules: ["STRATA012"],
  },
  { id: "ELB.7", asks: "Classic load balancers drain connections", absent: classicBalancers },
  { id: "ELB.8", asks: "Classic load balancers have a predefined security policy", absent: classicBalancers },
  { id: "ELB.9", asks: "Classic load balancers reach all zones", absent: classicBalancers },
  { id: "ELB.10", asks: "Classic load balancers are in two zones or more", absent: classicBalancers },
  { id: "ELB.12", asks: "Load balancers are strict about requests", checkov: ["CKV_AWS_328"] },
  {
    id: "ELB.13",
    asks: "Load balancers are in two zones or more",
    atRunTime: "Subnets come from the network's state, one in each zone.",
  },
  { id: "ELB.14", asks: "Classic load balancers are strict about requests", absent: classicBalancers },
  {
    id: "ELB.17",
    asks: "Listeners have recommended security policies",
    checkov: ["CKV_AWS_103"],
    gap: "The check asks for TLS 1.2 and takes policies with ciphers that AWS no longer recommends.",
    rules: ["STRATA045"],
  },
  {
    id: "ELB.18",
    asks: "Listeners use secure protocols",
    checkov: ["CKV_AWS_2"],
    gap: "A waiver of the check for redirects would cover a listener that forwards.",
    rules: ["STRATA045"],
  },
  { id: "ELB.21", asks: "Health checks of targets are encrypted", declined: insideTheVpc },
  { id: "ELB.22", asks: "Requests of targets are encrypted", declined: insideTheVpc },
  { id: "Route53.2", asks: "Public zones log queries", checkov: ["CKV2_AWS_39"] },
  { id: "WAF.1", asks: "Classic web ACLs log requests", absent: ["aws_waf_web_acl"] },
  ...["2", "3", "4", "6", "7", "8"].map((number) => ({
    id: `WAF.${number}`,
    asks: "Classic rules, groups and web ACLs are not empty",
    absent: ["waf", "wafregional"].flatMap((api) => ["rule", "rule_group", "web_acl"].map((it) => `aws_${api}_${it}`)),
  })),
  {
    id: "WAF.10",
    asks: "Web ACLs have rules",
    checkov: ["CKV_AWS_175"],
    gap: "The check takes a rule group for one.",
    rules: ["STRATA045"],
  },
  { id: "WAF.12", asks: "Rules have metrics", rules: ["STRATA045"] },
];
