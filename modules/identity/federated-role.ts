import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { UserError } from "../../platform/errors";
import type { Site } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "./policy-document";

/** Longest trust policy, in characters without white space, before a quota increase (reference_iam-quotas.html). */
export const longestTrust = 2048;

export interface FederatedRoleProps {
  readonly site: Site;
  /** Who has the role, as in "developer"; part of its name. */
  readonly purpose: string;
  /** Path, with slashes at both ends, as in "/personas/". It keeps the role out of reach of roles without a path. */
  readonly path: string;
  readonly description: string;
  /** Who may assume the role: statements without references to resources. */
  readonly trust: readonly PolicyStatement[];
  /** Longest session, 1 to 12 hours. */
  readonly sessionHours: number;
  /** ARNs of the managed policies, by the id of their attachment. At most ten. */
  readonly policies: Readonly<Record<string, string>>;
}

/** A role for identities that live outside of AWS: people, or a pipeline. */
export class FederatedRole extends Construct {
  readonly arn: string;

  /** @throws UserError when the trust policy is longer than IAM accepts */
  constructor(scope: Construct, id: string, props: FederatedRoleProps) {
    super(scope, id);
    const { site } = props;
    const name = site.names.of("iam-role", props.purpose);
    const assumeRolePolicy = policyDocument(props.trust);
    if (assumeRolePolicy.length > longestTrust) {
      const length = assumeRolePolicy.length;
      throw new UserError(
        `Trust policy of ${name}: expected at most ${longestTrust} characters, got ${length}. Shorten the names of ` +
          "whom it trusts: in the environment file, those in security.delivery or security.personas.identity.",
      );
    }
    const role = new IamRole(this, "role", {
      name,
      path: props.path,
      description: props.description,
      assumeRolePolicy,
      maxSessionDuration: props.sessionHours * 3600,
      permissionsBoundary: site.permissionsBoundaryArn,
    });
    this.arn = role.arn;
    for (const [attachment, policyArn] of Object.entries(props.policies)) {
      new IamRolePolicyAttachment(this, attachment, { role: role.name, policyArn });
    }
  }
}
