/** Account and region that made-up values name. */
const account = "123456789012";
const region = "us-east-1";

/** Made-up values by the name of an attribute, whatever its resource type; the first pattern that matches counts. */
export const defaultsByName: readonly {
  readonly name: RegExp;
  readonly value: string | number;
  readonly reason: string;
}[] = [
  { name: /^(account_id|owner_id|registry_id)$/, value: account, reason: "policies and principals check account ids" },
  { name: /(^|_)(json|policy|assume_role_policy)$/, value: "{}", reason: "arguments that take a policy check JSON" },
  { name: /(^|_)(url|uri|issuer|endpoint_url)$/, value: "https://mock.example.com", reason: "URLs are checked" },
  { name: /(^|_)(domain_name|dns_name|fqdn|hostname)$/, value: "mock.example.com", reason: "host names are checked" },
  { name: /(^|_)ip(_address|v4_address)?$/, value: "10.0.0.10", reason: "addresses are checked" },
  { name: /(^|_)cidr(_block)?$/, value: "10.0.0.0/16", reason: "address ranges are checked" },
  { name: /ipv6_(cidr_block|address)$/, value: "2001:db8::/56", reason: "address ranges are checked" },
  { name: /(_at|_date|_time)$/, value: "2025-01-01T00:00:00Z", reason: "points in time are checked" },
  { name: /^(port|from_port|to_port)$/, value: 443, reason: "ports have to be at least 1" },
];

/** Made-up values of one type, where the rules by name give something the provider refuses. */
export interface TypeDefaults {
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

export const defaultsByType: readonly TypeDefaults[] = [
  {
    kind: "resource",
    type: "aws_codeconnections_connection",
    values: { connection_status: "PENDING" },
    reason: "the provider refuses a status that it does not know when it reads a state",
  },
  {
    kind: "resource",
    type: "aws_bedrock_inference_profile",
    values: { status: "ACTIVE", type: "APPLICATION" },
    reason: "the provider refuses values that it does not know when it reads a state",
  },
  {
    kind: "resource",
    type: "aws_bedrockagent_agent",
    values: { agent_collaboration: "DISABLED" },
    reason: "the provider refuses values that it does not know when it reads a state",
  },
  {
    kind: "resource",
    type: "aws_bedrockagent_agent_action_group",
    values: { action_group_state: "ENABLED" },
    reason: "the provider refuses values that it does not know when it reads a state",
  },
  {
    kind: "resource",
    type: "aws_cloudwatch_log_delivery_destination",
    values: { delivery_destination_type: "S3" },
    reason: "the provider refuses values that it does not know when it reads a state",
  },
  {
    kind: "resource",
    type: "aws_bedrock_guardrail",
    values: { status: "READY" },
    reason: "the provider refuses a status that it does not know when it reads a state",
  },
  {
    kind: "data",
    type: "aws_caller_identity",
    values: { account_id: account, arn: `arn:aws:iam::${account}:user/mock` },
    reason: "becomes part of ARNs and principals",
  },
  {
    kind: "data",
    type: "aws_partition",
    values: { partition: "aws", dns_suffix: "amazonaws.com" },
    reason: "begins ARNs",
  },
  { kind: "data", type: "aws_region", values: { name: region, id: region }, reason: "becomes part of ARNs" },
  {
    kind: "data",
    type: "aws_availability_zones",
    values: { names: ["a", "b", "c"].map((letter) => region + letter), zone_ids: ["use1-az1", "use1-az2", "use1-az3"] },
    reason: "indexed by zone",
  },
  {
    kind: "resource",
    type: "aws_acm_certificate",
    values: {
      domain_validation_options: [
        {
          domain_name: "mock.example.com",
          resource_record_name: "_mock.example.com.",
          resource_record_type: "CNAME",
          resource_record_value: "_mock.acm-validations.aws.",
        },
      ],
    },
    reason: "the record type is checked",
  },
  {
    kind: "resource",
    type: "aws_db_proxy_default_target_group",
    values: { name: "default" },
    reason: "always this; the first character is checked, and Terraform makes up a digit now and then",
  },
  {
    kind: "resource",
    type: "aws_launch_template",
    values: { id: "lt-0123456789abcdef0", latest_version: 1 },
    reason: "the prefix is checked",
  },
  {
    kind: "resource",
    type: "aws_eks_cluster",
    values: { certificate_authority: [{ data: "bW9jaw==" }] },
    reason: "decoded from base64",
  },
];

/** Service part of an ARN where it is not the second word of the resource type. */
const arnServices: readonly (readonly [prefix: string, service: string])[] = [
  ["aws_alb", "elasticloadbalancing"],
  ["aws_apigatewayv2", "apigateway"],
  ["aws_api_gateway", "apigateway"],
  ["aws_bedrockagent", "bedrock"],
  ["aws_cloudwatch_event", "events"],
  ["aws_cloudwatch_log", "logs"],
  ["aws_cloudwatch_query", "logs"],
  ["aws_cognito_user", "cognito-idp"],
  ["aws_cognito_identity", "cognito-identity"],
  ["aws_db", "rds"],
  ["aws_ecr", "ecr"],
  ["aws_efs", "elasticfilesystem"],
  ["aws_instance", "ec2"],
  ["aws_kinesis_firehose", "firehose"],
  ["aws_lb", "elasticloadbalancing"],
  ["aws_msk", "kafka"],
  ["aws_nat", "ec2"],
  ["aws_opensearch", "es"],
  ["aws_secretsmanager", "secretsmanager"],
  ["aws_security_group", "ec2"],
  ["aws_sesv2", "ses"],
  ["aws_sfn", "states"],
  ["aws_subnet", "ec2"],
  ["aws_vpc", "ec2"],
];

/** Services whose ARNs name no region. */
const global = new Set(["iam", "cloudfront", "route53", "organizations", "globalaccelerator", "shield"]);

/** A well-formed ARN for a resource type. */
export function mockArn(type: string): string {
  const service = arnServices.find(([prefix]) => type.startsWith(prefix))?.[1] ?? type.split("_")[1] ?? "mock";
  if (service === "s3") return "arn:aws:s3:::mock-bucket";
  if (type.startsWith("aws_kms")) return `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const kind = { aws_iam_role: "role", aws_iam_policy: "policy", aws_iam_user: "user" }[type] ?? "mock";
  return `arn:aws:${service}:${global.has(service) ? "" : region}:${account}:${kind}/mock`;
}
