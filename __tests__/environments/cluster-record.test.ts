import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { formatPlace } from "../../environments/loader/errors";
import { inspectFolder } from "../../environments/loader/inspect";
import { environmentSchema, tierDefaults } from "../../environments/schema";
import { type ClustersRecord, clustersRecordFile, recordedClusters } from "../../layers/application/cluster-record";
import { clusterStays } from "../../layers/application/cluster-stays-rules";
import { recordKeyOf } from "../../platform/record";
import { recordText } from "../support/records";
import { adding, folderOf } from "./fixtures";

const inDev = "111111111111 us-east-1 strata-dev";

/** The errors of dev with this section, which starts in line 15. */
function errorsOf(kubernetes: string, recorded: ClustersRecord) {
  const folder = folderOf(adding("dev", `application: { kubernetes: ${kubernetes} }`));
  const { errors } = inspectFolder(folder, {
    schema: environmentSchema,
    tierDefaults,
    rules: [clusterStays(() => recorded)],
  });
  return errors.map(
    ({ place, key, seen, allowed, fix }) => `${formatPlace(place)} ${key} | ${seen} | ${allowed} | ${fix}`,
  );
}

test("the mode of every cluster is on record: --update adds new ones, and changes none", async () => {
  const now = loadEnvironments().map((one) => [recordKeyOf(one), one.application.kubernetes.compute.mode]);
  const all = { ...Object.fromEntries(now), ...recordedClusters() };
  await expect(recordText(all)).toMatchFileSnapshot(`../../${clustersRecordFile}`);
});

test("a cluster of node groups that a file turns into one of Auto Mode is an error, with file, line and column", () => {
  expect(errorsOf("{ compute: { mode: auto } }", { [inDev]: "node-groups" })).toEqual([
    "environments/dev.yaml:15:47 application.kubernetes.compute.mode | auto | node-groups, the mode of the cluster | " +
      "Put it back. To replace the cluster, change environments/clusters.lock.json in the same commit.",
  ]);
});

test("and the other way round, by the default of the tier, too", () => {
  expect(errorsOf("{}", { [inDev]: "auto" })).toEqual([
    expect.stringContaining("| node-groups (default of tier sandbox) | auto, the mode of the cluster |"),
  ]);
});

test("a cluster as it is on record, and one that is not there yet, are fine", () => {
  expect(errorsOf("{ compute: { mode: auto } }", { [inDev]: "auto" })).toEqual([]);
  expect(errorsOf("{ compute: { mode: auto } }", { "111111111111 us-west-2 strata-dev": "node-groups" })).toEqual([]);
});
