import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { clusterArn } from "./cluster";

/** A service account of Kubernetes. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface PodRoleProps {
  readonly site: Site;
  /** What the role is for, as in "eks-network"; part of its name. */
  readonly purpose: string;
  readonly description: string;
  /** Name of the cluster, spelled out. */
  readonly clusterName: string;
  readonly serviceAccount: ServiceAccount;
  readonly statements: readonly PolicyStatement[];
}

/** A role that the pods of one service account of one cluster get through EKS Pod Identity, and no others. */
export class PodRole extends ServiceRole {
  constructor(scope: Construct, id: string, { clusterName, serviceAccount, ...props }: PodRoleProps) {
    super(scope, id, {
      ...props,
      service: "pods.eks.amazonaws.com",
      pods: { ...serviceAccount, clusterArn: clusterArn(props.site, clusterName) },
    });
  }
}
