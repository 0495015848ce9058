import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface ServiceRoleProps {
  /** Name of the role, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Service that may assume the role, as in "vpc-flow-logs.amazonaws.com". */
  readonly service: string;
  /**
   * Account the service must act for (confused-deputy protection).
   * @default any, for EC2 and Lambda: they name no source, and assume only what their caller may pass
   */
  readonly account?: string;
  /**
   * ARN pattern of the resources the service may act for, as in "arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/*".
   * @default any of the account, for services that do not say
   */
  readonly sourceArn?: string;
  readonly permissionsBoundaryArn: string;
  readonly statements: readonly PolicyStatement[];
}

/** A role that one AWS service assumes for one account's resources, and what it may do. */
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
