import { service } from "./service";

/** CloudFormation, which Cloud Control calls for resources that the provider has no type for. */
export const cloudformation = service({
  prefix: "cloudformation",
  read: ["DescribeType", "GetResource", "GetResourceRequestStatus"],
  change: { policy: "applications", unbound: ["CreateResource", "DeleteResource", "UpdateResource"] },
});
