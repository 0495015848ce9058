import { Fn } from "cdktf";
import { DataLakeZone } from "../../modules/lake/data-lake-zone";
import type { ZoneType } from "../../modules/lake/zone-types";
import { bucketDenials } from "../../modules/storage/bucket-denials";
import type { ReplicationSource } from "../../modules/storage/bucket-replication";
import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";
import { tieringOf } from "./lake-config";

export interface Lake {
  /** By name; the four main ones are called like their types. */
  readonly zones: Readonly<Record<string, DataLakeZone>> & Readonly<Record<ZoneType, DataLakeZone>>;
  /** Scripts and packages of jobs and functions. They come from the repository, which is their backup. */
  readonly code: PrivateBucket;
}

/** What the parts that work on the lake build on. */
export interface LakeFoundation extends DataFoundation {
  readonly lake: Lake;
}

const missing =
  "The lake lacks one of the zones raw, processed, artifacts and logs, which the defaults of every tier bring.";

type Zones = DataEnvironment["data"]["lake"]["zones"];

/** The zones of the data lake, in a recovery environment each a copy of the primary's, and the bucket of code. */
export function buildLake(stack: LayerStack<DataEnvironment>, foundation: DataFoundation): Lake {
  const { site, environment, security } = foundation;
  const { account } = site;
  const { logs, ...others } = environment.data.lake.zones;
  const replicaOf = sourcesIn(stack, foundation);

  const build = (name: string, zone: Zones[string], inventory?: DataLakeZone): DataLakeZone => {
    const isMain = name === zone.type;
    return new DataLakeZone(stack, isMain ? `zone-${name}` : `zone-${zone.type}-${name}`, {
      site,
      zone: { ...zone, ...tieringOf(zone), name: isMain ? undefined : name },
      kmsKeyArn: zone.type === "artifacts" ? security.artifactsKeyArn : security.lakeKeyArn,
      accessLogsBucket: security.accessLogsBucketName,
      inventory: inventory && { bucketArn: inventory.arn, kmsKeyArn: security.lakeKeyArn },
      replicaOf: replicaOf(name, zone),
    });
  };
  if (!logs) throw new Error(missing);
  const logsZone = build("logs", logs);
  const zones: Record<string, DataLakeZone> = Object.fromEntries(
    Object.entries(others).map(([name, zone]) => [name, build(name, zone, logsZone)]),
  );
  const { raw, processed, artifacts } = zones;
  if (!raw || !processed || !artifacts) throw new Error(missing);

  const code = new PrivateBucket(stack, "code", {
    site,
    purpose: "code",
    kmsKeyArn: security.artifactsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    statements: (bucketArn) => bucketDenials({ bucketArn, account, kmsKeyArn: security.artifactsKeyArn }),
  });
  return { zones: { ...zones, raw, processed, artifacts, logs: logsZone }, code };
}

/** For each zone the bucket of the primary whose objects come here; none where the environment recovers no other. */
function sourcesIn(stack: LayerStack<DataEnvironment>, { upstream }: DataFoundation) {
  if (!upstream) return () => undefined;
  const { region } = upstream.environment;
  const provider = stack.providerFor(region);
  return (name: string, { type }: Zones[string]): ReplicationSource => ({
    bucketName: Fn.lookup(upstream.data.zoneBucketNames, name),
    bucketArn: Fn.lookup(upstream.data.zoneBucketArns, name),
    region,
    kmsKeyArn: type === "artifacts" ? upstream.security.artifactsKeyArn : upstream.security.lakeKeyArn,
    provider,
  });
}
