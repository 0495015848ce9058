import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { SourcedService, UnsourcedService } from "../../platform/role-trust";
import { type PolicyStatement, policyDocument } from "./policy-document";

interface RoleProps {
  /** Name of the role, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  readonly permissionsBoundaryArn: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role for a service that says for whom it acts (confused-deputy protection). */
interface SourcedRoleProps extends RoleProps {
  readonly service: SourcedService;
  /** Account the service must act for, 12 digits. */
  readonly account: string;
  /**
   * ARN pattern of the resources the service may act for, as in "arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/*".
   * @default any of the account
   */
  readonly sourceArn?: string;
}

/** A role for a service that does not say it: with a condition on the source, the service could not assume it. */
interface UnsourcedRoleProps extends RoleProps {
  readonly service: UnsourcedService;
  readonly account?: never;
  readonly sourceArn?: never;
}

export type ServiceRoleProps = SourcedRoleProps | UnsourcedRoleProps;

/** A role that one AWS service assumes, and what it may do. */
export class ServiceRole extends Construct {
  readonly arn: string;
  /** What a service that needs its rights at once must wait for. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "AssumedByService",
          principal: { service: props.service },
          actions: "sts:AssumeRole",
          conditions: props.account
            ? {
                StringEquals: { "aws:SourceAccount": props.account },
                ...(props.sourceArn && { ArnLike: { "aws:SourceArn": props.sourceArn } }),
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
