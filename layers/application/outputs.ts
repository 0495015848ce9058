import { contract, map, text } from "../../platform/contract";

const account = "111122223333";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;

/** What other layers may read from the application layer's state. */
export const applicationOutputs = contract("application", {
  repositoryUrls: map("Repository of the images of each service.", {
    gateway: `${account}.dkr.ecr.us-east-1.amazonaws.com/strata-dev-gateway`,
  }),
  serviceRoleArns: map("Role of the pods of each service that uses something.", {
    gateway: `arn:aws:iam::${account}:role/strata-dev-service-gateway`,
  }),
  targetGroupArns: map("Target group of each service; none where the recovery strategy keeps no cluster.", {
    gateway: arn("elasticloadbalancing", "targetgroup/strata-dev-gateway-1a2b/0123456789abcdef"),
  }),
  apiTargetGroupArns: map(
    "Target group of each service that the HTTP API leads to, behind the internal load balancer.",
    {
      gateway: arn("elasticloadbalancing", "targetgroup/strata-dev-gateway-3c4d/0123456789abcdef"),
    },
  ),
  greenTargetGroupArns: map(
    "The other target group of each service whose new version runs next to the old one before it takes over: which of the two has the pods, a delivery decides.",
    { gateway: arn("elasticloadbalancing", "targetgroup/strata-dev-gateway-5e6f/0123456789abcdef") },
  ),
  greenApiTargetGroupArns: map("The same behind the internal load balancer.", {
    gateway: arn("elasticloadbalancing", "targetgroup/strata-dev-gateway-7a8b/0123456789abcdef"),
  }),
  parameterNames: map("Parameter with what the manifests of each service take from AWS, as JSON.", {
    gateway: "/strata/dev/services/gateway",
  }),
  functionArns: map("ARN of each function.", { "documents-api": arn("lambda", "function:strata-dev-documents-api") }),
  functionAliasArns: map("Alias of each function that callers invoke; deployments move it.", {
    "documents-api": arn("lambda", "function:strata-dev-documents-api:live"),
  }),
  functionLogGroupNames: map("Log group of each function.", { "documents-api": "/strata/dev/functions/documents-api" }),
  deploymentApplicationName: text(
    "Application of CodeDeploy that deploys functions; empty where there are none.",
    "strata-dev-functions",
  ),
  deploymentGroupNames: map("Deployment group of each function.", { "documents-api": "strata-dev-documents-api" }),
  deliveryPipelineName: text("The pipeline that delivers; empty where none does.", "strata-dev-workload"),
  deliveryTopicArn: text(
    "Where it says that a delivery failed or waits for an approval.",
    arn("sns", "strata-dev-delivery"),
  ),
  deliveryConnectionArn: text(
    "Connection to the repository, which a person accepts once.",
    arn("codeconnections", "connection/01234567-89ab-cdef-0123-456789abcdef"),
  ),
  deliveryLogGroupNames: map("Log group of each step of the pipeline.", { test: "/strata/dev/delivery/test" }),
  clusterName: text("The EKS cluster; empty where the recovery strategy keeps none.", "strata-dev-main"),
  clusterArn: text("ARN of the cluster; empty where there is none.", arn("eks", "cluster/strata-dev-main")),
  clusterEndpoint: text(
    "Where the API of Kubernetes answers, inside the VPC; empty where there is none.",
    "https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
  ),
  clusterSecurityGroupId: text(
    "Group that EKS made for the control plane; empty where there is no cluster.",
    "sg-0123456789abcdef0",
  ),
  clusterLogGroupNames: map("Log groups of the cluster: control-plane, and those of Container Insights by kind.", {
    "control-plane": "/aws/eks/strata-dev-main/cluster",
    application: "/aws/containerinsights/strata-dev-main/application",
  }),
  meshLogGroupName: text("Log group of calls between services; empty where there is no mesh.", "/strata/dev/mesh"),
  queueArns: map("Queues by name; none where the recovery strategy keeps none.", {
    uploads: arn("sqs", "strata-dev-uploads"),
  }),
  queueUrls: map("URL of each queue.", {
    uploads: `https://sqs.us-east-1.amazonaws.com/${account}/strata-dev-uploads`,
  }),
  deadLetterQueueArns: map(
    "Queue of what could not be handled, by name of the queue; undelivered-events for what no rule could deliver.",
    {
      uploads: arn("sqs", "strata-dev-uploads-dead-letters"),
      "undelivered-events": arn("sqs", "strata-dev-undelivered-events"),
    },
  ),
  topicArns: map("Topics by name.", { alerts: arn("sns", "strata-dev-alerts") }),
  eventBusArn: text(
    "The bus of the environment; empty where the recovery strategy keeps none.",
    arn("events", "event-bus/strata-dev-main"),
  ),
  eventBusName: text("Name of the bus; empty where there is none.", "strata-dev-main"),
  eventSchemaRegistryName: text("Registry of the schemas of events; empty where there is none.", "strata-dev-main"),
  httpApiId: text("The HTTP API; empty where there is none.", "a1b2c3d4e5"),
  httpApiHost: text("Host name that AWS gives the HTTP API.", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"),
  httpApiStageName: text("Its stage, for mappings of domains.", "$default"),
  httpApiLogGroupName: text("Log group of its requests.", "/strata/dev/apis/http"),
  userPoolArn: text("Users who sign in to the HTTP API.", arn("cognito-idp", "userpool/us-east-1_AbCdEfGhI")),
  userPoolClientId: text("Client that web pages sign in with.", "1example23456789abcdefghij"),
  signInHost: text(
    "Host of the pages that people sign in on.",
    `strata-dev-users-${account}.auth.us-east-1.amazoncognito.com`,
  ),
  loadBalancerArn: text(
    "Internal load balancer in front of the services that the HTTP API leads to; empty where there is none.",
    arn("elasticloadbalancing", "loadbalancer/app/strata-dev-api/0123456789abcdef"),
  ),
  internalLoadBalancerArns: map(
    "Load balancers inside the VPC: of each service in the mesh as mesh-<service>, and of Jenkins.",
    { "mesh-gateway": arn("elasticloadbalancing", "loadbalancer/app/strata-dev-gateway-mesh/0123456789abcdef") },
  ),
  internalTargetGroupArns: map("The target group behind each of them.", {
    "mesh-gateway": arn("elasticloadbalancing", "targetgroup/strata-dev-gateway-9c0d/0123456789abcdef"),
  }),
  partnerApiId: text("The REST API for partners; empty where there is none.", "a1b2c3d4e6"),
  partnerApiHost: text("Host name that AWS gives it.", "a1b2c3d4e6.execute-api.us-east-1.amazonaws.com"),
  partnerApiStageName: text("Its stage, for mappings of domains.", "v1"),
  partnerApiStageArn: text("Its stage, for a web ACL.", "arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e6/stages/v1"),
  partnerApiLogGroupName: text("Log group of its requests.", "/strata/dev/apis/partner"),
  usagePlanIds: map("Usage plans of partners by name, for their keys.", { bronze: "a1b2c3" }),
});
