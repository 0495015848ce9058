import type { EmrClusterCoreInstanceFleet, EmrClusterMasterInstanceFleet } from "@cdktf/provider-aws/lib/emr-cluster";
import type { EmrInstanceFleetConfig } from "@cdktf/provider-aws/lib/emr-instance-fleet";
import type { EmrManagedScalingPolicyComputeLimits } from "@cdktf/provider-aws/lib/emr-managed-scaling-policy";

/** Units a fleet starts with, at least one in all. From then on managed scaling decides: a change has no effect on a cluster that runs. */
export interface FleetStart {
  readonly onDemandUnits: number;
  readonly spotUnits: number;
}

export interface ClusterFleets {
  /** Instance types that the one primary node may have, all of one architecture. Only on demand: without it there is no cluster. */
  readonly primaryTypes: readonly string[];
  /** Instance types of core and task nodes and the units that one of each counts for, as in its vCPUs. */
  readonly workerTypes: readonly { readonly instanceType: string; readonly units: number }[];
  /** Nodes with HDFS. */
  readonly core: FleetStart;
  /** Nodes that compute only. */
  readonly task: FleetStart;
  /** Units between which EMR keeps core and task nodes together, and how many of them at most are core and on demand. Each at least 1. */
  readonly limits: {
    readonly minimum: number;
    readonly maximum: number;
    readonly maximumCore: number;
    readonly maximumOnDemand: number;
  };
  /** Disk of each node besides its root volume, in GiB. */
  readonly volumeGiB: number;
}

/**
 * Managed scaling writes its targets where Terraform reads them, and in the core fleet of a cluster another target is
 * another cluster to the provider (hashicorp/terraform-provider-aws 36492).
 */
export const scaledTargets = ["target_on_demand_capacity", "target_spot_capacity"];

/** Minutes that EMR looks for spot capacity before it takes on-demand instances instead, 5 to 1440. */
const spotPatienceMinutes = 10;

const onDemandSpecification = [{ allocationStrategy: "lowest-price" }];

const launchSpecifications = {
  onDemandSpecification,
  spotSpecification: [
    {
      allocationStrategy: "price-capacity-optimized",
      timeoutAction: "SWITCH_TO_ON_DEMAND",
      timeoutDurationMinutes: spotPatienceMinutes,
    },
  ],
};

function typesOf(types: ClusterFleets["workerTypes"], volumeGiB: number) {
  return types.map(({ instanceType, units }) => ({
    instanceType,
    weightedCapacity: units,
    ebsConfig: [{ size: volumeGiB, type: "gp3", volumesPerInstance: 1 }],
  }));
}

export function primaryFleet({ primaryTypes, volumeGiB }: ClusterFleets): EmrClusterMasterInstanceFleet {
  const types = primaryTypes.map((instanceType) => ({ instanceType, units: 1 }));
  return {
    name: "primary",
    targetOnDemandCapacity: 1,
    instanceTypeConfigs: typesOf(types, volumeGiB),
    launchSpecifications: { onDemandSpecification },
  };
}

function workers({ workerTypes, volumeGiB }: ClusterFleets, { onDemandUnits, spotUnits }: FleetStart) {
  return {
    targetOnDemandCapacity: onDemandUnits,
    targetSpotCapacity: spotUnits,
    instanceTypeConfigs: typesOf(workerTypes, volumeGiB),
    launchSpecifications,
  };
}

export function coreFleet(fleets: ClusterFleets): EmrClusterCoreInstanceFleet {
  return { name: "core", ...workers(fleets, fleets.core) };
}

export function taskFleet(fleets: ClusterFleets): Omit<EmrInstanceFleetConfig, "clusterId"> {
  return { name: "task", ...workers(fleets, fleets.task) };
}

export function computeLimits({ limits }: ClusterFleets): EmrManagedScalingPolicyComputeLimits {
  return {
    unitType: "InstanceFleetUnits",
    minimumCapacityUnits: limits.minimum,
    maximumCapacityUnits: limits.maximum,
    maximumCoreCapacityUnits: limits.maximumCore,
    maximumOndemandCapacityUnits: limits.maximumOnDemand,
  };
}
