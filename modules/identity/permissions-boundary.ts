import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { boundaryName, type PermissionsBoundaryProps } from "./boundary-props";
import { boundaryStatements } from "./boundary-statements";
import { managedPolicyDocument } from "./managed-policy";

/**
 * The most that any role of the environment can ever do, whatever its policies say: use the platform's services in the
 * environment's regions, never touch what binds or watches it, never make a role without the boundary, never become a
 * user or another role.
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  /** @throws UserError when the document is longer than IAM accepts */
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const name = boundaryName(props.site);
    const policy = managedPolicyDocument(name, boundaryStatements(props));
    const description = "The most that any role of this environment can do.";
    this.arn = new IamPolicy(this, "policy", { name, description, policy }).arn;
  }
}
