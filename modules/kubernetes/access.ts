import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { type ClusterPersona, clusterPersonas, groupOf } from "./groups";

export interface ClusterAccessProps {
  /** Refers to the cluster. */
  readonly clusterName: string;
  /** Role of each persona. @default none: the environment names no identity provider */
  readonly personaRoleArns?: Readonly<Record<ClusterPersona, string>>;
  /** Role of the pipeline, which puts what it delivers into the namespaces of services. @default nothing delivers */
  readonly deliveryRoleArn?: string;
  /** Role that administers the whole cluster for as long as it is named. @default none */
  readonly breakGlassRoleArn?: string;
}

const administrator = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** Lets a role administer the whole cluster. */
function administer(scope: Construct, id: string, clusterName: string, principalArn: string): void {
  const entry = new EksAccessEntry(scope, id, { clusterName, principalArn, type: "STANDARD" });
  new EksAccessPolicyAssociation(scope, `${id}-administrator`, {
    clusterName,
    principalArn: entry.principalArn,
    policyArn: administrator,
    accessScope: { type: "cluster" },
  });
}

/**
 * Who may sign in to a cluster. Personas come as a group of Kubernetes, whose rights RoleBindings of the manifests give;
 * no entry brings any by itself but that of a broken glass. The pipeline comes as deployers do.
 */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const { clusterName, personaRoleArns, deliveryRoleArn, breakGlassRoleArn } = props;
    const letIn = (name: string, principalArn: string, persona: ClusterPersona) =>
      new EksAccessEntry(this, name, {
        clusterName,
        principalArn,
        kubernetesGroups: [groupOf(persona)],
        type: "STANDARD",
      });
    if (personaRoleArns) for (const persona of clusterPersonas) letIn(persona, personaRoleArns[persona], persona);
    if (deliveryRoleArn) letIn("delivery", deliveryRoleArn, "deployer");
    if (!breakGlassRoleArn) return;
    administer(this, "break-glass", clusterName, breakGlassRoleArn);
  }
}

export interface PipelineAccessProps {
  /** Refers to the cluster. */
  readonly clusterName: string;
  /** Role that applies the manifests of services. It comes as deployers do. @default there are no services */
  readonly servicesRoleArn?: string;
  /** Role that applies namespaces, rights and charts: it gives rights, so it has them all. @default none */
  readonly clusterRoleArn?: string;
}

/** How a pipeline signs in to a cluster. */
export class PipelineAccess extends Construct {
  constructor(scope: Construct, id: string, props: PipelineAccessProps) {
    super(scope, id);
    const { clusterName, servicesRoleArn, clusterRoleArn } = props;
    if (servicesRoleArn !== undefined) {
      new EksAccessEntry(this, "services", {
        clusterName,
        principalArn: servicesRoleArn,
        kubernetesGroups: [groupOf("deployer")],
        type: "STANDARD",
      });
    }
    if (clusterRoleArn !== undefined) administer(this, "cluster", clusterName, clusterRoleArn);
  }
}
