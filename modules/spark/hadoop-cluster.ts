import { EmrCluster } from "@cdktf/provider-aws/lib/emr-cluster";
import { EmrInstanceFleet } from "@cdktf/provider-aws/lib/emr-instance-fleet";
import { EmrManagedScalingPolicy } from "@cdktf/provider-aws/lib/emr-managed-scaling-policy";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { type ClusterCertificates, ClusterEncryption } from "./cluster-encryption";
import { type ClusterFleets, computeLimits, coreFleet, primaryFleet, scaledTargets, taskFleet } from "./cluster-fleets";
import { type ClusterLogs, clusterNodeStatements } from "./cluster-node-policy";
import { ClusterSecurityGroups } from "./cluster-security-groups";
import { clusterServiceStatements, clusterTags } from "./cluster-service-policy";
import type { LakeAccess } from "./lake-access";
import { currentRelease } from "./release";

export interface HadoopClusterProps {
  /** Where it protects from deletion, neither Terraform nor a person ends the cluster before it is unlocked. */
  readonly site: Site;
  /** What the cluster is for, as in "hadoop"; part of the names. */
  readonly purpose: string;
  readonly lake: LakeAccess;
  readonly fleets: ClusterFleets;
  /**
   * Subnets EMR chooses one of, the one with the best capacity, with a route to the internet: managed scaling and idle
   * detection need it. Group that takes nodes to endpoints and databases.
   */
  readonly placement: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupId: string;
  };
  readonly encryption: { readonly volumesKeyArn: string; readonly certificates: ClusterCertificates };
  readonly operation: ClusterOperation;
}

export interface ClusterOperation {
  /** Minutes without work after which the cluster ends, 1 to 10080; even a protected one. The next apply builds another. */
  readonly idleMinutes: number;
  /** Steps that may run at a time, 1 to 256. */
  readonly concurrentSteps: number;
  /** Size of each node's root volume in GiB, 15 to 100. */
  readonly rootVolumeGiB: number;
  readonly logs: ClusterLogs;
}

/**
 * What notebooks need. Written as EMR spells it: another spelling is another cluster. HBase, Presto and Trino are left
 * out, which never look idle.
 */
const applications = ["Hadoop", "Hive", "JupyterEnterpriseGateway", "Livy", "Spark"];

/** Makes Hive and Spark keep their tables in the Glue Data Catalog. */
const catalogClient = {
  "hive.metastore.client.factory.class": "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory",
};

/**
 * An EMR cluster for Hadoop workloads, in one private subnet, without SSH. It keeps its data in the lake: the
 * cluster comes and goes, and HDFS with it.
 *
 * Kerberos is not built: its KDC password would be in the state.
 */
export class HadoopCluster extends Construct {
  readonly clusterId: string;
  readonly arn: string;
  /** Name of the role of its nodes: the writer that bucket policies have to let in. */
  readonly nodeRoleName: string;

  constructor(scope: Construct, id: string, props: HadoopClusterProps) {
    super(scope, id);
    const { site, lake, fleets, placement, encryption } = props;
    const { names, account, region, deletionProtection } = site;
    const { idleMinutes, concurrentSteps, rootVolumeGiB, logs } = props.operation;
    const purpose = `emr-${props.purpose}`;
    const groups = new ClusterSecurityGroups(this, "network", { site, purpose, vpcId: placement.vpcId });

    const nodeRole = new ServiceRole(this, "nodes", {
      site,
      purpose: `${purpose}-nodes`,
      description: "The nodes of an EMR cluster and the steps that run there.",
      service: "ec2.amazonaws.com",
      statements: clusterNodeStatements({ site, lake, logs, certificates: encryption.certificates }),
    });
    this.nodeRoleName = nodeRole.roleName;
    const profile = new IamInstanceProfile(this, "instance-profile", {
      name: names.of("iam-instance-profile", `${purpose}-nodes`),
      role: this.nodeRoleName,
      dependsOn: [nodeRole.policy],
    });
    const serviceRole = new ServiceRole(this, "service", {
      site,
      purpose: `${purpose}-service`,
      description: "EMR, when it builds and scales a cluster.",
      service: "elasticmapreduce.amazonaws.com",
      sourceArn: `arn:aws:elasticmapreduce:${region}:${account}:*`,
      statements: clusterServiceStatements({
        site,
        subnetIds: placement.subnetIds,
        managedGroupIds: [groups.idOf("primary"), groups.idOf("workers"), groups.idOf("service")],
        otherGroupIds: [placement.securityGroupId],
        nodeRoleArn: nodeRole.arn,
        volumesKeyArn: encryption.volumesKeyArn,
      }),
    });
    const { configuration } = new ClusterEncryption(this, "encryption", {
      site,
      purpose,
      objectsKeyArn: lake.kmsKeyArn,
      ...encryption,
    });

    const cluster = new EmrCluster(this, "cluster", {
      name: names.of("emr-cluster", props.purpose),
      releaseLabel: currentRelease,
      applications,
      configurationsJson: JSON.stringify(
        ["hive-site", "spark-hive-site"].map((name) => ({ Classification: name, Properties: catalogClient })),
      ),
      serviceRole: serviceRole.arn,
      ec2Attributes: {
        instanceProfile: profile.arn,
        subnetIds: [...placement.subnetIds],
        emrManagedMasterSecurityGroup: groups.idOf("primary"),
        emrManagedSlaveSecurityGroup: groups.idOf("workers"),
        serviceAccessSecurityGroup: groups.idOf("service"),
        additionalMasterSecurityGroups: placement.securityGroupId,
        additionalSlaveSecurityGroups: placement.securityGroupId,
      },
      masterInstanceFleet: primaryFleet(fleets),
      coreInstanceFleet: coreFleet(fleets),
      ebsRootVolumeSize: rootVolumeGiB,
      securityConfiguration: configuration.name,
      // EMR answers with a slash at the end, and another address is another cluster.
      logUri: `s3://${logs.bucketName}/${logs.prefix}`,
      logEncryptionKmsKeyId: logs.kmsKeyArn,
      keepJobFlowAliveWhenNoSteps: true,
      autoTerminationPolicy: { idleTimeout: idleMinutes * 60 },
      terminationProtection: deletionProtection,
      unhealthyNodeReplacement: true,
      scaleDownBehavior: "TERMINATE_AT_TASK_COMPLETION",
      stepConcurrencyLevel: concurrentSteps,
      tags: clusterTags,
      lifecycle: {
        ignoreChanges: scaledTargets.map((target) => `core_instance_fleet[0].${target}`),
        // A cluster keeps the encryption it was launched with; under the same name, nothing else would tell.
        replaceTriggeredBy: [`${configuration.terraformResourceType}.${configuration.friendlyUniqueId}`],
      },
      dependsOn: [serviceRole.policy, ...groups.rules],
    });
    const task = new EmrInstanceFleet(this, "task", {
      clusterId: cluster.id,
      ...taskFleet(fleets),
      lifecycle: { ignoreChanges: scaledTargets },
    });
    new EmrManagedScalingPolicy(this, "scaling", {
      clusterId: cluster.id,
      computeLimits: [computeLimits(fleets)],
      dependsOn: [task],
    });
    this.clusterId = cluster.id;
    this.arn = cluster.arn;
  }
}
