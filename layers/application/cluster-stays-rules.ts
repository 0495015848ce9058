import { errorAt } from "../../environments/loader/merged-environment";
import { eachNamed, type Rule } from "../../environments/loader/rule";
import { recordKeyOf } from "../../platform/record";
import { type ClustersRecord, clustersRecordFile, recordedClusters } from "./cluster-record";
import type { ApplicationEnvironment } from "./config";

/**
 * A cluster keeps the mode it was made with: another one replaces it, and everything that runs on it.
 * @param recorded the record. @default that of the repository, read once it is asked for
 */
export function clusterStays(recorded: () => ClustersRecord = recordedClusters): Rule<ApplicationEnvironment> {
  return eachNamed((candidate, named) => {
    const mode = candidate.settings.application?.kubernetes?.compute?.mode;
    const before = recorded()[recordKeyOf(named)];
    if (mode === undefined || before === undefined || mode === before) return [];
    const allowed = `${before}, the mode of the cluster`;
    const why = "another mode would replace the cluster and all workloads on it";
    const fix = `Put it back. To replace the cluster, change ${clustersRecordFile} in the same commit.`;
    return [errorAt(candidate, ["application", "kubernetes", "compute", "mode"], { allowed, why, fix })];
  });
}
