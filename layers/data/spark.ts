import { Fn } from "cdktf";
import { HadoopCluster } from "../../modules/spark/hadoop-cluster";
import { EmrPublicAccessBlock } from "../../modules/spark/public-access-block";
import { SparkApplication } from "../../modules/spark/spark-application";
import { SparkStudio } from "../../modules/spark/spark-studio";
import { bucketDenials } from "../../modules/storage/bucket-denials";
import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import { hasEmrServerless } from "../../platform/regions";
import { coreUnits, type DataEnvironment } from "./config";
import type { LakeFoundation } from "./lake";

/** Amazon EMR: the serverless Spark application, the studio, and a Hadoop cluster where the environment asks for one. */
export function buildSpark(stack: LayerStack<DataEnvironment>, foundation: LakeFoundation): SparkApplication {
  const { site, environment, security, network, subnetIds, lake } = foundation;
  const { owns, data } = environment;
  const { names, account, backupPlan } = site;
  const { raw, processed, logs } = lake.zones;
  const { maxVcpu, maxMemoryGiB, idleMinutes, cluster } = data.spark;
  const code = { bucketName: lake.code.bucketName, bucketArn: lake.code.arn, kmsKeyArn: security.artifactsKeyArn };
  const common = {
    site,
    lake: {
      rawBucketArn: raw.arn,
      processedBucketArn: processed.arn,
      kmsKeyArn: security.lakeKeyArn,
      code: { ...code, prefix: "spark/" },
      // Those of all zones, however many there are: a policy holds 10240 characters.
      databases: `${names.of("glue-database", "lake")}_*`,
    },
  };
  const placement = {
    vpcId: network.vpcId,
    subnetIds,
    securityGroupId: network.dataSecurityGroupId,
  };

  if (owns.region) new EmrPublicAccessBlock(stack, "emr");
  const application = new SparkApplication(stack, "spark", {
    ...common,
    purpose: "spark",
    placement: {
      ...placement,
      subnetIds: subnetIds.filter((_, index) => hasEmrServerless(environment.region, environment.zones[index] ?? "")),
    },
    maximumCapacity: { vcpu: maxVcpu, memoryGiB: maxMemoryGiB, diskGiB: maxVcpu * diskGiBPerVcpu },
    idleMinutes,
  });
  const workspaces = new PrivateBucket(stack, "workspaces", {
    site,
    purpose: "workspaces",
    kmsKeyArn: security.artifactsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    statements: (bucketArn) => bucketDenials({ bucketArn, account, kmsKeyArn: security.artifactsKeyArn }),
    tags: { backup: backupPlan },
  });
  new SparkStudio(stack, "studio", {
    site,
    placement,
    storage: {
      bucketName: workspaces.bucketName,
      prefix: "notebooks/",
      kmsKeyArn: security.artifactsKeyArn,
    },
  });
  if (cluster) {
    const applicationSubnetIds = environment.zones.map((_, index) =>
      Fn.element([...network.applicationSubnetIds], index),
    );
    new HadoopCluster(stack, "hadoop", {
      ...common,
      purpose: "hadoop",
      placement: { ...placement, subnetIds: applicationSubnetIds },
      fleets: {
        primaryTypes: ["m7g.xlarge", "m6g.xlarge"],
        workerTypes: [
          { instanceType: "r7g.xlarge", units: 4 },
          { instanceType: "r6g.xlarge", units: 4 },
          { instanceType: "r7g.2xlarge", units: 8 },
        ],
        core: { onDemandUnits: coreUnits, spotUnits: 0 },
        task: { onDemandUnits: 0, spotUnits: 0 },
        limits: { minimum: coreUnits, maximum: cluster.maxUnits, maximumCore: coreUnits, maximumOnDemand: coreUnits },
        volumeGiB: 128,
      },
      encryption: {
        volumesKeyArn: security.volumesKeyArn,
        certificates: { ...code, objectKey: cluster.certificates },
      },
      operation: {
        idleMinutes: cluster.idleMinutes,
        concurrentSteps: 10,
        rootVolumeGiB: 32,
        logs: { bucketName: logs.bucketName, prefix: "emr/", kmsKeyArn: security.lakeKeyArn },
      },
    });
  }
  return application;
}

/** Disk of a worker with one processor (EMR Serverless user guide, "Worker configurations": 20 to 200 GiB). */
const diskGiBPerVcpu = 20;
