import { service } from "./service";

/** Systems Manager: parameters. Machines and consoles of containers talk through `ssmmessages`. */
export const ssm = service({
  prefix: "ssm",
  alsoPrefixes: ["ssmmessages"],
  resources: {
    parameter: "parameter/{organization}/{environment}/*",
    publicParameter: "arn:aws:ssm:{region}::parameter/aws/service/*",
  },
  read: ["DescribeParameters", "ListTagsForResource"],
  change: { policy: "applications", on: ["parameter"] },
});
