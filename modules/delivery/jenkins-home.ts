import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "../identity/policy-document";

export interface JenkinsHomeProps {
  readonly site: Site;
  readonly kmsKeyArn: string;
  readonly network: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    /** Zones of the subnets, in their order: how many there are has to be known. */
    readonly zones: readonly string[];
    /** Group of the nodes that mount it. */
    readonly clientsSecurityGroupId: string;
  };
  /** Role that mounts it, spelled out: its own policy names the file system. */
  readonly driverRoleArn: string;
}

const purpose = "jenkins-home";

/** User and group of Jenkins in its image. */
const user = 1000;

/** The home of a Jenkins controller: a file system under a key, in every zone, mounted over TLS by one role, backed up. */
export class JenkinsHome extends Construct {
  readonly fileSystemId: string;
  readonly accessPointId: string;
  /** What the role that mounts it needs. */
  readonly mount: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, props: JenkinsHomeProps) {
    super(scope, id);
    const { site, kmsKeyArn, network, driverRoleArn } = props;
    const fileSystem = new EfsFileSystem(this, "file-system", {
      creationToken: site.names.of("tag", purpose),
      encrypted: true,
      kmsKeyId: kmsKeyArn,
      throughputMode: "elastic",
      lifecyclePolicy: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
      tags: { Name: site.names.of("tag", purpose), backup: site.backupPlan },
    });
    const accessPoint = new EfsAccessPoint(this, "access-point", {
      fileSystemId: fileSystem.id,
      posixUser: { uid: user, gid: user },
      rootDirectory: { path: "/jenkins", creationInfo: { ownerUid: user, ownerGid: user, permissions: "750" } },
      tags: { Name: site.names.of("tag", purpose) },
    });
    const throughAccessPoint = { StringEquals: { "elasticfilesystem:AccessPointArn": accessPoint.arn } };
    const mount = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: fileSystem.id,
      policy: policyDocument([
        {
          sid: "MountedByDriver",
          principal: { aws: driverRoleArn },
          actions: mount,
          resources: fileSystem.arn,
          conditions: throughAccessPoint,
        },
        {
          sid: "RefusePlainText",
          effect: "Deny",
          principal: "*",
          actions: "elasticfilesystem:Client*",
          resources: fileSystem.arn,
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    const securityGroupId = this.group(site, network);
    for (const [index, zone] of network.zones.entries()) {
      new EfsMountTarget(this, `mount-target-${zone}`, {
        fileSystemId: fileSystem.id,
        subnetId: Fn.element([...network.subnetIds], index),
        securityGroups: [securityGroupId],
      });
    }
    this.fileSystemId = fileSystem.id;
    this.accessPointId = accessPoint.id;
    this.mount = [
      { sid: "MountHome", actions: mount, resources: fileSystem.arn, conditions: throughAccessPoint },
      {
        sid: "FindMountTargets",
        actions: ["elasticfilesystem:DescribeMountTargets", "ec2:DescribeAvailabilityZones"],
        resources: "*",
      },
    ];
  }

  private group(site: Site, { vpcId, clientsSecurityGroupId }: JenkinsHomeProps["network"]): string {
    const group = new SecurityGroup(this, "group", {
      name: site.names.of("security-group", purpose),
      description: "Home of Jenkins",
      vpcId,
      tags: { Name: site.names.of("tag", purpose) },
    });
    const nfs = { ipProtocol: "tcp", fromPort: 2049, toPort: 2049, description: "the home of Jenkins over NFS" };
    new VpcSecurityGroupIngressRule(this, "from-nodes", {
      ...nfs,
      securityGroupId: group.id,
      referencedSecurityGroupId: clientsSecurityGroupId,
    });
    new VpcSecurityGroupEgressRule(this, "nodes-to-home", {
      ...nfs,
      securityGroupId: clientsSecurityGroupId,
      referencedSecurityGroupId: group.id,
    });
    return group.id;
  }
}
