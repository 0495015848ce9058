import { arnOf } from "../../../policies/access/arns";
import { type Calls, type Made, passes, type TypeCalls } from "./type-calls";

const gateway =
  (...paths: readonly string[]): NonNullable<Calls["on"]> =>
  ({ region }) =>
    paths.map((path) => `arn:aws:apigateway:${region}::${path}`);

/** API Gateway goes by the path of a request: every action is a verb, and ARNs name no account. */
const collection = (path: string): Calls => ({ on: gateway(path), change: "apigateway:POST" });
const item = (path: string): Calls => ({
  on: gateway(path),
  read: "apigateway:GET",
  change: "apigateway:PATCH apigateway:DELETE",
});
const tags: Calls = { on: gateway("/tags/arn"), read: "apigateway:GET", change: "apigateway:PUT apigateway:DELETE" };

const userPool: Calls["on"] = ({ arn }) => [arn("cognito-idp", "userpool/us-east-1_AbC")];

const ownRole = (service: string, name: string): Calls => ({
  on: ({ account }) => [`arn:aws:iam::${account}:role/aws-service-role/${service}.amazonaws.com/${name}`],
  change: "iam:CreateServiceLinkedRole",
});

/** Access logs of a stage: API Gateway sets up their delivery in the name of its caller. */
const accessLogs: Calls = {
  change:
    "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery " +
    "logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies logs:DescribeLogGroups",
};

const loadBalancer = ({ arn, prefix }: Made, kind: string, below = "") =>
  arn("elasticloadbalancing", `${kind}/app/${prefix}-api/1a2b${below}`);

export const apiCalls: Readonly<Record<string, TypeCalls>> = {
  aws_api_gateway_account: [
    { on: gateway("/account"), read: "apigateway:GET", change: "apigateway:PATCH" },
    passes(({ text }) => text("cloudwatch_role_arn"), "apigateway.amazonaws.com"),
  ],
  aws_api_gateway_deployment: [],
  aws_api_gateway_method_settings: [],
  aws_api_gateway_rest_api: [collection("/restapis"), item("/restapis/a1b2"), tags],
  aws_api_gateway_stage: [tags, accessLogs],
  aws_api_gateway_usage_plan: [collection("/usageplans"), item("/usageplans/a1b2"), tags],
  // The simulator knows nothing of API Gateway that has two forms, one of HTTP and one of REST APIs: their tags remain.
  aws_apigatewayv2_api: [tags],
  aws_apigatewayv2_authorizer: [],
  aws_apigatewayv2_integration: [],
  aws_apigatewayv2_route: [],
  aws_apigatewayv2_stage: [tags, accessLogs],
  aws_apigatewayv2_vpc_link: [
    collection("/vpclinks"),
    item("/vpclinks/a1b2"),
    tags,
    ownRole("ops.apigateway", "AWSServiceRoleForAPIGateway"),
  ],
  aws_cognito_user_pool: [
    {
      on: userPool,
      read: "cognito-idp:DescribeUserPool cognito-idp:GetUserPoolMfaConfig cognito-idp:ListTagsForResource",
      change:
        "cognito-idp:CreateUserPool cognito-idp:UpdateUserPool cognito-idp:SetUserPoolMfaConfig " +
        "cognito-idp:TagResource cognito-idp:UntagResource",
      lose: "cognito-idp:DeleteUserPool",
    },
  ],
  aws_cognito_user_pool_client: [
    {
      on: userPool,
      read: "cognito-idp:DescribeUserPoolClient",
      change: "cognito-idp:CreateUserPoolClient cognito-idp:UpdateUserPoolClient cognito-idp:DeleteUserPoolClient",
    },
  ],
  aws_cognito_user_pool_domain: [
    {
      on: userPool,
      read: "cognito-idp:DescribeUserPoolDomain",
      change: "cognito-idp:CreateUserPoolDomain cognito-idp:UpdateUserPoolDomain cognito-idp:DeleteUserPoolDomain",
    },
  ],
  aws_lb: [
    {
      on: (made) => [loadBalancer(made, "loadbalancer")],
      read:
        "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeLoadBalancerAttributes " +
        "elasticloadbalancing:DescribeTags ec2:DescribeNetworkInterfaces",
      change:
        "elasticloadbalancing:CreateLoadBalancer elasticloadbalancing:ModifyLoadBalancerAttributes " +
        "elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets " +
        "elasticloadbalancing:DeleteLoadBalancer",
    },
  ],
  aws_lb_listener: [
    {
      on: (made) => [
        loadBalancer(made, "loadbalancer"),
        loadBalancer(made, "listener", "/3c4d"),
        ...made.targets("default_action").map(arnOf),
      ],
      read: "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeListenerAttributes",
      // ModifyListener and DeleteListener cannot be asked about: the lists of IAM actions ask for one of each kind.
      change: "elasticloadbalancing:CreateListener",
    },
  ],
};
