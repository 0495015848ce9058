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
  /** Tags in addition to those of the provider, for policies that go by them. @default none */
  readonly tags?: Readonly<Record<string, string>>;
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
  readonly service: Exclude<UnsourcedService, PodService>;
  readonly sourceArn?: never;
}

type PodService = "pods.eks.amazonaws.com";

/** A role for pods: EKS Pod Identity says for which, in tags of the session. */
interface PodRoleProps extends RoleProps {
  readonly service: PodService;
  readonly pods: Pods;
  readonly sourceArn?: never;
}

/** The pods that run as one service account of Kubernetes. */
export interface Pods {
  /** ARN of the cluster, spelled out. */
  readonly clusterArn: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

export type ServiceRoleProps = SourcedRoleProps | UnsourcedRoleProps | PodRoleProps;

/** A role that one AWS service assumes, and what it may do. */
export class ServiceRole extends Construct {
  readonly arn: string;
  readonly roleName: string;
  /** What a service that needs its rights at once must wait for. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { site } = props;
    this.roleName = site.names.of("iam-role", props.purpose);
    const role = new IamRole(this, "role", {
      name: this.roleName,
      description: props.description,
      permissionsBoundary: site.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([trust(props)]),
      tags: props.tags && { ...props.tags },
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: policyDocument(props.statements),
    });
    this.arn = role.arn;
  }
}

function trust(props: ServiceRoleProps): PolicyStatement {
  const { site, service, sourceArn } = props;
  const statement = { sid: "AssumedByService", principal: { service }, actions: "sts:AssumeRole" };
  if (service === "pods.eks.amazonaws.com") {
    return { ...statement, actions: ["sts:AssumeRole", "sts:TagSession"], conditions: sessionsOf(props.pods) };
  }
  if (!roleTrusts[service].sendsSource) return statement;
  return {
    ...statement,
    conditions: {
      StringEquals: { "aws:SourceAccount": site.account },
      ...(sourceArn && { ArnLike: { "aws:SourceArn": sourceArn } }),
    },
  };
}

/** Tags that EKS puts on the sessions of pods (docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html). */
function sessionsOf({ clusterArn, namespace, serviceAccount }: Pods): PolicyStatement["conditions"] {
  return {
    StringEquals: {
      "aws:RequestTag/eks-cluster-arn": clusterArn,
      "aws:RequestTag/kubernetes-namespace": namespace,
      "aws:RequestTag/kubernetes-service-account": serviceAccount,
    },
  };
}
