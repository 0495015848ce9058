import { errorAt, keyErrorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { ingestionPurpose } from "../../modules/lake/zone-writers";
import { shardQuota } from "../../modules/streams/quotas";
import { roomFor } from "../../platform/names";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { isStreamName } from "./streams-config";

const section = ["ai", "streams"];

/** Records are data as it arrived: only raw zones let deliveries write. */
const toRawZones: Rule<AiEnvironment> = each((candidate) => {
  const { ai, data } = candidate.settings;
  return entriesOf(ai?.streams).flatMap(([name, { to }]) => {
    const type = to === undefined ? undefined : data?.lake?.zones?.[partsOf(to).name]?.type;
    if (type === undefined || type === "raw") return [];
    const raw = entriesOf(data?.lake?.zones).filter(([, zone]) => zone.type === "raw");
    const allowed = `a zone of type raw (${raw.map(([zone]) => `zones.${zone}`).join(", ")})`;
    const why = `zones of type ${type} take no data as it arrived`;
    return [errorAt(candidate, [...section, name, "to"], { allowed, why, fix: "Name a raw zone." })];
  });
});

/** Shards of all streams together, at the stream with which they become too many. */
const withinTheQuota: Rule<AiEnvironment> = each((candidate) => {
  const { region, ai } = candidate.settings;
  if (!region || !ai) return [];
  const most = shardQuota(region);
  let sum = 0;
  return entriesOf(ai.streams).flatMap(([name, stream]) => {
    const { engine, capacity } = { capacity: undefined, ...stream };
    if (engine === "kafka") return [];
    const own = capacity ?? ai.streaming?.capacity;
    if (own?.mode !== "provisioned" || own.shards === undefined) return [];
    sum += own.shards;
    if (sum <= most || sum - own.shards > most) return [];
    const path = capacity ? [...section, name, "capacity", "shards"] : ["ai", "streaming", "capacity", "shards"];
    const allowed = `at most ${most} shards in all streams, the quota of an account in ${region}, and they are ${sum}`;
    return [errorAt(candidate, path, { allowed, fix: "Lower it, or set the mode to on-demand." })];
  });
});

const namesFit: Rule<AiEnvironment> = eachNamed((candidate, named) => {
  const most = Math.min(roomFor("firehose", named), roomFor("iam-role", named) - ingestionPurpose("").length);
  return entriesOf(candidate.settings.ai?.streams)
    .filter(([name]) => isStreamName(name) && name.length > most)
    .map(([name]) => {
      const allowed = `at most ${most} characters in ${candidate.name}`;
      const why = "AWS limits the names of roles and deliveries, with organization and environment";
      return keyErrorAt(candidate, [...section, name], { allowed, why, fix: "Shorten it." });
    });
});

/** Disks of brokers grow, and never shrink. */
const storageGrows: Rule<AiEnvironment> = each((candidate) => {
  const kafka = candidate.settings.ai?.streaming?.kafka;
  const { first, max } = kafka?.mode === "provisioned" ? (kafka.storageGiB ?? {}) : {};
  if (first === undefined || max === undefined || first <= max) return [];
  const path = ["ai", "streaming", "kafka", "storageGiB"];
  const place = placeBetween(candidate, [...path, "first"], [...path, "max"]);
  return [
    errorAt(candidate, [...path, "first"], { place, allowed: `at most max, ${max}`, fix: "Lower it, or raise max." }),
  ];
});

/** Lambda reads brokers from the data tier, which reaches its own services and the queue of failures by endpoints alone. */
const pollersHaveEndpoints: Rule<AiEnvironment> = each((candidate) => {
  const { ai, network } = candidate.settings;
  const listed: readonly string[] | undefined = network?.interfaceEndpoints;
  if (listed?.includes("sqs") !== false) return [];
  return entriesOf(ai?.features).flatMap(([group, { from }]) => {
    if (from === undefined || ai?.streams?.[partsOf(from).name]?.engine !== "kafka") return [];
    const allowed = "a stream of engine kinesis, as network.interfaceEndpoints lacks sqs";
    const why = "functions read brokers through endpoints alone";
    const fix = "Add sqs to that list, or name another stream.";
    return [errorAt(candidate, ["ai", "features", group, "from"], { allowed, why, fix })];
  });
});

/** What must hold between values of `ai.streams` and the frame. */
export const streamsRules: readonly Rule<AiEnvironment>[] = [
  toRawZones,
  withinTheQuota,
  storageGrows,
  pollersHaveEndpoints,
  namesFit,
];
