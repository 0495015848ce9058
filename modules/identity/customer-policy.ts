import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { UserError } from "../../platform/errors";
import type { SiteLocation } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "./policy-document";

/** Longest managed policy, in characters without white space (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
export const longestPolicy = 6144;

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
    const policy = policyDocument(statements);
    if (policy.length > longestPolicy) {
      throw new UserError(
        `${name} has ${policy.length} characters, ${longestPolicy} are allowed. Let it name less, as with fewer ` +
          "security.personas.bedrockModels, or split its statements.",
      );
    }
    this.arn = new IamPolicy(this, "policy", { ...props, name, policy }).arn;
  }
}
