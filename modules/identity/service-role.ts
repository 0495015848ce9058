import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { roleTrusts, type SourcedService, type UnsourcedService } from "../../platform/role-trust";
import type { Site } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "./policy-document";

interface RoleProps {
  readonly site: Site;
  /** What the role is for, as in "flow-logs"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role for a service that says for whom it acts: it must act for the account of the site (confused-deputy protection). */
interface SourcedRoleProps extends RoleProps {
  readonly service: SourcedService;
  /**
   * ARN pattern of the resources the service may act for, as in "arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/*".
   * @default any of the account
   */
  readonly sourceArn?: string;
}

/** A role for a service that does not say it: with a condition on the source, the service could not assume it. */
interface UnsourcedRoleProps extends RoleProps {
  readonly service: UnsourcedService;
  readonly sourceArn?: never;
}

export type ServiceRoleProps = SourcedRoleProps | UnsourcedRoleProps;

/** A role that one AWS service assumes, and what it may do. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly roleName: string;
  /** What a service that needs its rights at once must wait for. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { site, service, sourceArn } = props;
    this.roleName = site.names.of("iam-role", props.purpose);
    const role = new IamRole(this, "role", {
      name: this.roleName,
      description: props.description,
      permissionsBoundary: site.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "AssumedByService",
          principal: { service },
          actions: "sts:AssumeRole",
          conditions: roleTrusts[service].sendsSource
            ? {
                StringEquals: { "aws:SourceAccount": site.account },
                ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
              }
            : undefined,
        },
      ]),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: policyDocument(props.statements),
    });
    this.arn = role.arn;
  }
}
