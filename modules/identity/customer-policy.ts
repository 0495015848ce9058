import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import type { SiteLocation } from "../../platform/site";
import { managedPolicyDocument } from "./managed-policy";
import type { PolicyStatement } from "./policy-document";

export interface CustomerPolicyProps {
  readonly site: SiteLocation;
  /** What the policy is for, as in "operations-work"; part of its name. */
  readonly purpose: string;
  /** Path, with slashes at both ends, as in "/personas/". */
  readonly path: string;
  readonly description: string;
  /** Without references to resources, so that the length is known at synthesis. */
  readonly statements: readonly PolicyStatement[];
}

/** A managed policy that several roles can carry. */
export class CustomerPolicy extends Construct {
  readonly arn: string;

  /** @throws UserError when the document is longer than IAM accepts */
  constructor(scope: Construct, id: string, { site, purpose, statements, ...props }: CustomerPolicyProps) {
    super(scope, id);
    const name = site.names.of("iam-policy", purpose);
    const policy = managedPolicyDocument(name, statements);
    this.arn = new IamPolicy(this, "policy", { ...props, name, policy }).arn;
  }
}
