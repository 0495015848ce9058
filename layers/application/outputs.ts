import { contract, map } from "../../platform/contract";

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
  parameterNames: map("Parameter with what the manifests of each service take from AWS, as JSON.", {
    gateway: "/strata/dev/services/gateway",
  }),
});
