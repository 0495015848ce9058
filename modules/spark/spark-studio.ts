import { EmrStudio } from "@cdktf/provider-aws/lib/emr-studio";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { clusterTags } from "./cluster-service-policy";
import { type StudioStorage, studioServiceStatements } from "./studio-service-policy";

export interface SparkStudioProps {
  readonly site: Site;
  /** Subnets of Workspaces, at most five: those of the clusters they attach to. */
  readonly placement: { readonly vpcId: string; readonly subnetIds: readonly string[] };
  readonly storage: StudioStorage;
}

/** Port of the Jupyter Enterprise Gateway on a primary node. */
const gatewayPort = 18888;

/**
 * Notebooks over EMR clusters. IAM alone controls access: there is no list of users. Workspaces reach only clusters.
 */
export class SparkStudio extends Construct {
  readonly arn: string;
  /** Where users sign in. */
  readonly url: string;
  readonly serviceRoleName: string;

  constructor(scope: Construct, id: string, props: SparkStudioProps) {
    super(scope, id);
    const { site, placement, storage } = props;
    const { names, account, region } = site;
    const [workspace, engine] = this.groups(props);
    const role = new ServiceRole(this, "service", {
      site,
      purpose: "emr-studio",
      description: "EMR Studio, when it connects notebooks with clusters and keeps them.",
      service: "elasticmapreduce.amazonaws.com",
      sourceArn: `arn:aws:elasticmapreduce:${region}:${account}:*`,
      statements: studioServiceStatements({
        site,
        subnetIds: placement.subnetIds,
        groupIds: [workspace.id, engine.id],
        storage,
      }),
    });
    this.serviceRoleName = role.roleName;
    const studio = new EmrStudio(this, "studio", {
      name: names.of("emr-studio", "studio"),
      description: "Notebooks over EMR clusters",
      authMode: "IAM",
      vpcId: placement.vpcId,
      subnetIds: [...placement.subnetIds],
      workspaceSecurityGroupId: workspace.id,
      engineSecurityGroupId: engine.id,
      serviceRole: role.arn,
      defaultS3Location: `s3://${storage.bucketName}/${storage.prefix}`,
      encryptionKeyArn: storage.kmsKeyArn,
      tags: clusterTags,
      dependsOn: [role.policy],
    });
    this.arn = studio.arn;
    this.url = studio.url;
  }

  /** The group of Workspaces, which has no inbound rule, and the one that EMR puts on a primary node they attach to. */
  private groups({ site, placement }: SparkStudioProps): [SecurityGroup, SecurityGroup] {
    const { names } = site;
    const group = (name: string, description: string) =>
      new SecurityGroup(this, name, {
        name: names.of("security-group", `emr-studio-${name}`),
        description,
        vpcId: placement.vpcId,
        // EMR adds its own rules.
        revokeRulesOnDelete: true,
        tags: { ...clusterTags, Name: names.of("tag", `emr-studio-${name}`) },
      });
    const workspace = group("workspace", "Workspaces of EMR Studio");
    const engine = group("engine", "Primary nodes that Workspaces of EMR Studio attach to");
    const rule = { description: "notebooks", ipProtocol: "tcp", fromPort: gatewayPort, toPort: gatewayPort };
    new VpcSecurityGroupEgressRule(this, "workspace-to-engine", {
      ...rule,
      securityGroupId: workspace.id,
      referencedSecurityGroupId: engine.id,
    });
    new VpcSecurityGroupIngressRule(this, "engine-from-workspace", {
      ...rule,
      securityGroupId: engine.id,
      referencedSecurityGroupId: workspace.id,
    });
    return [workspace, engine];
  }
}
