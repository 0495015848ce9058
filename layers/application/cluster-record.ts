import { z } from "zod";
import { readRecord } from "../../platform/record";
import { computeModes } from "./kubernetes-config";

const record = z.record(z.string(), z.enum(computeModes));

/** Who runs the nodes of each environment's cluster since there is one. Lines are added; another mode is another cluster. */
export type ClustersRecord = z.infer<typeof record>;

/** The file with the record, from the folder of the repository. */
export const clustersRecordFile = "environments/clusters.lock.json";

export function recordedClusters(): ClustersRecord {
  return readRecord(clustersRecordFile, record);
}
