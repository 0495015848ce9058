import { type Calls, known, type Made, type TypeCalls } from "./type-calls";

const zone = () => ["arn:aws:route53:::hostedzone/Z1A2B", "arn:aws:route53:::change/C1A2B"];

/** CloudFront is nowhere: its ARNs name no region. */
const cloudfront =
  (...things: readonly string[]): NonNullable<Calls["on"]> =>
  ({ account }) =>
    things.map((thing) => `arn:aws:cloudfront::${account}:${thing}/E1A2B`);

/** A policy of CloudFront, which has no tags. */
const cloudfrontPolicy = (thing: string, name: string): TypeCalls => [
  {
    on: cloudfront(thing),
    read: `cloudfront:Get${name}`,
    change: `cloudfront:Create${name} cloudfront:Update${name} cloudfront:Delete${name}`,
  },
];

const cloudfrontTags = "cloudfront:TagResource cloudfront:UntagResource";

/** Domain names of API Gateway and what they lead to: every action is the verb of a request. */
const domainName = (collection: string, item: string, tagged = false): TypeCalls => {
  const at =
    (path: string): NonNullable<Calls["on"]> =>
    ({ region }) => [`arn:aws:apigateway:${region}::${path}`];
  return [
    { on: at(collection), change: "apigateway:POST" },
    { on: at(item), read: "apigateway:GET", change: "apigateway:PATCH apigateway:DELETE" },
    ...(tagged ? [{ on: at("/tags/arn"), read: "apigateway:GET", change: "apigateway:PUT apigateway:DELETE" }] : []),
  ];
};

const logDelivery = ({ arn, prefix }: Made) => [
  arn("logs", "delivery:1a2b"),
  arn("logs", `delivery-source:${prefix}-cdn-www`),
  arn("logs", `delivery-destination:${prefix}-cdn`),
];

/** WAF: what is for distributions is global, and in us-east-1. */
const firewall =
  (thing: string): NonNullable<Calls["on"]> =>
  ({ arn, resource }) => [
    arn("wafv2", `${resource.block.scope === "CLOUDFRONT" ? "global" : "regional"}/${thing}/1a2b`),
  ];

const webAcl = (thing: string, name: string): TypeCalls => [
  {
    on: firewall(thing),
    read: `wafv2:Get${name} wafv2:ListTagsForResource`,
    change: `wafv2:Create${name} wafv2:Update${name} wafv2:Delete${name} wafv2:TagResource wafv2:UntagResource`,
  },
];

const certificate = known("acm", "certificate/1a2b");
const originKey = ({ arn }: Made) => [arn("secretsmanager", "secret:strata-prod-edge-origin-key-AbCdEf")];

/** What the provider calls for names, certificates and everything that requests pass before a service. */
export const edgeCalls: Readonly<Record<string, TypeCalls>> = {
  aws_acm_certificate: [
    {
      on: certificate,
      read: "acm:DescribeCertificate acm:ListTagsForCertificate",
      change:
        "acm:RequestCertificate acm:UpdateCertificateOptions acm:AddTagsToCertificate acm:RemoveTagsFromCertificate " +
        "acm:DeleteCertificate",
    },
  ],
  aws_acm_certificate_validation: [{ on: certificate, read: "acm:DescribeCertificate" }],
  aws_api_gateway_base_path_mapping: domainName(
    "/domainnames/www/basepathmappings",
    "/domainnames/www/basepathmappings/x",
  ),
  aws_api_gateway_domain_name: domainName("/domainnames", "/domainnames/www", true),
  // The lists of IAM actions do not know mappings of HTTP APIs: those who may make mappings of REST APIs may make these.
  aws_apigatewayv2_api_mapping: domainName("/domainnames/www/basepathmappings", "/domainnames/www/apimappings/1a2b"),
  aws_apigatewayv2_domain_name: domainName("/domainnames", "/domainnames/www", true),
  aws_cloudfront_cache_policy: cloudfrontPolicy("cache-policy", "CachePolicy"),
  aws_cloudfront_distribution: [
    {
      on: cloudfront("distribution"),
      read: "cloudfront:GetDistribution cloudfront:GetDistributionConfig cloudfront:ListTagsForResource",
      change: `cloudfront:CreateDistribution cloudfront:UpdateDistribution cloudfront:DeleteDistribution ${cloudfrontTags}`,
    },
    { on: certificate, read: "acm:DescribeCertificate" },
  ],
  aws_cloudfront_function: [
    {
      on: cloudfront("function"),
      read: "cloudfront:DescribeFunction cloudfront:GetFunction",
      change:
        "cloudfront:CreateFunction cloudfront:UpdateFunction cloudfront:PublishFunction cloudfront:DeleteFunction",
    },
  ],
  aws_cloudfront_origin_access_control: cloudfrontPolicy("origin-access-control", "OriginAccessControl"),
  aws_cloudfront_response_headers_policy: cloudfrontPolicy("response-headers-policy", "ResponseHeadersPolicy"),
  aws_cloudfront_vpc_origin: [
    {
      on: cloudfront("vpcorigin"),
      read: "cloudfront:GetVpcOrigin cloudfront:ListTagsForResource",
      change: `cloudfront:CreateVpcOrigin cloudfront:UpdateVpcOrigin cloudfront:DeleteVpcOrigin ${cloudfrontTags}`,
    },
    {
      on: ({ account }) => [
        `arn:aws:iam::${account}:role/aws-service-role/vpcorigin.cloudfront.amazonaws.com/AWSServiceRoleForCloudFrontVPCOrigin`,
      ],
      change: "iam:CreateServiceLinkedRole",
      context: () => ({ "iam:AWSServiceName": "vpcorigin.cloudfront.amazonaws.com" }),
    },
  ],
  aws_cloudwatch_log_delivery: [
    {
      on: logDelivery,
      read: "logs:GetDelivery logs:ListTagsForResource",
      change:
        "logs:CreateDelivery logs:UpdateDeliveryConfiguration logs:DeleteDelivery logs:TagResource logs:UntagResource",
    },
  ],
  aws_cloudwatch_log_delivery_destination: [
    {
      on: logDelivery,
      read: "logs:GetDeliveryDestination logs:ListTagsForResource",
      change: "logs:PutDeliveryDestination logs:DeleteDeliveryDestination logs:TagResource logs:UntagResource",
    },
  ],
  aws_cloudwatch_log_delivery_source: [
    {
      on: logDelivery,
      read: "logs:GetDeliverySource logs:ListTagsForResource",
      change: "logs:PutDeliverySource logs:DeleteDeliverySource logs:TagResource logs:UntagResource",
    },
    // Logs of a distribution are delivered in the name of the caller.
    { on: cloudfront("distribution"), change: "cloudfront:AllowVendedLogDeliveryForResource" },
  ],
  aws_cloudwatch_log_resource_policy: [
    { read: "logs:DescribeResourcePolicies", change: "logs:PutResourcePolicy logs:DeleteResourcePolicy" },
  ],
  aws_route53_health_check: [
    {
      on: () => ["arn:aws:route53:::healthcheck/1a2b", "arn:aws:route53:::hostedzone/Z1A2B"],
      read: "route53:GetHealthCheck route53:ListTagsForResource",
      change:
        "route53:CreateHealthCheck route53:UpdateHealthCheck route53:ChangeTagsForResource route53:DeleteHealthCheck",
    },
  ],
  aws_route53_hosted_zone_dnssec: [
    {
      on: zone,
      read: "route53:GetDNSSEC route53:GetChange",
      change: "route53:EnableHostedZoneDNSSEC route53:DisableHostedZoneDNSSEC",
    },
  ],
  aws_route53_key_signing_key: [
    {
      on: zone,
      read: "route53:GetDNSSEC route53:GetChange",
      change:
        "route53:CreateKeySigningKey route53:ActivateKeySigningKey route53:DeactivateKeySigningKey " +
        "route53:DeleteKeySigningKey",
    },
  ],
  aws_route53_query_log: [
    {
      on: () => [...zone(), "arn:aws:route53:::queryloggingconfig/1a2b"],
      read: "route53:GetQueryLoggingConfig",
      change: "route53:CreateQueryLoggingConfig route53:DeleteQueryLoggingConfig",
    },
  ],
  // What changes rules and certificates of a listener cannot be asked about: the lists of IAM actions ask for one of each kind.
  aws_lb_listener_certificate: [{ read: "elasticloadbalancing:DescribeListenerCertificates" }],
  aws_lb_listener_rule: [{ read: "elasticloadbalancing:DescribeRules elasticloadbalancing:DescribeTags" }],
  aws_route53_record: [
    {
      on: zone,
      read: "route53:GetHostedZone route53:ListResourceRecordSets route53:GetChange",
      change: "route53:ChangeResourceRecordSets",
    },
  ],
  // It is decrypted too, by a key that the encryption context tells: no request here has one.
  "data.aws_secretsmanager_secret_version": [{ on: originKey, read: "secretsmanager:GetSecretValue" }],
  "data.aws_secretsmanager_secret_versions": [{ on: originKey, read: "secretsmanager:ListSecretVersionIds" }],
  aws_wafv2_web_acl: webAcl("webacl/x", "WebACL"),
  aws_wafv2_web_acl_association: [
    {
      on: (made) => [
        ...firewall("webacl/x")(made),
        made.arn("elasticloadbalancing", `loadbalancer/app/${made.prefix}-edge/1a2b`),
        `arn:aws:apigateway:${made.region}::/restapis/a1b2c3/stages/v1`,
      ],
      read: "wafv2:GetWebACLForResource",
      change: "wafv2:AssociateWebACL wafv2:DisassociateWebACL",
    },
    { change: "elasticloadbalancing:SetWebACL" },
  ],
  aws_wafv2_web_acl_logging_configuration: [
    {
      on: firewall("webacl/x"),
      read: "wafv2:GetLoggingConfiguration",
      change: "wafv2:PutLoggingConfiguration wafv2:DeleteLoggingConfiguration",
    },
    { change: "logs:CreateLogDelivery logs:DeleteLogDelivery logs:PutResourcePolicy logs:DescribeResourcePolicies" },
    {
      on: ({ account }) => [
        `arn:aws:iam::${account}:role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging`,
      ],
      change: "iam:CreateServiceLinkedRole",
      context: () => ({ "iam:AWSServiceName": "wafv2.amazonaws.com" }),
    },
  ],
};
