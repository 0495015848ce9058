import kafkajs, { type Admin } from "kafkajs";

/** A topic as it should be. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  readonly retentionHours: number;
  /** How many brokers have a copy of each record. */
  readonly copies: number;
}

/** What was done with a topic. */
export type Outcome = "changed" | "created" | "deleted" | "kept" | "unchanged";

/** No later attempt helps: the file has to change. */
export class Refusal extends Error {}

const retention = "retention.ms";

/** Makes the topic what it should be, whatever it is now. Records stay. @throws Refusal for fewer partitions than there are */
export async function putTopic(admin: Admin, topic: Topic): Promise<Outcome> {
  const { name, partitions, copies } = topic;
  const retentionMs = String(topic.retentionHours * 3_600_000);
  const made = await admin.createTopics({
    topics: [
      {
        topic: name,
        numPartitions: partitions,
        replicationFactor: copies,
        configEntries: [{ name: retention, value: retentionMs }],
      },
    ],
  });
  if (made) return "created";
  const grown = await grow(admin, name, partitions);
  return (await keepFor(admin, name, retentionMs)) || grown ? "changed" : "unchanged";
}

/** @returns whether partitions were added */
async function grow(admin: Admin, name: string, count: number): Promise<boolean> {
  const now = (await partitionsOf(admin, name)) ?? 0;
  if (now === count) return false;
  if (now > count) {
    throw new Refusal(
      `expected at least ${now} partitions of the topic ${name}, as many as it has, got ${count}. Kafka takes none away: set partitions to ${now} or more, or give the stream another name.`,
    );
  }
  await admin.createPartitions({ topicPartitions: [{ topic: name, count }] });
  return true;
}

/** @returns whether records were kept for another time */
async function keepFor(admin: Admin, name: string, retentionMs: string): Promise<boolean> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type, name, configNames: [retention] }],
  });
  const entries = resources[0]?.configEntries ?? [];
  if (entries.find(({ configName }) => configName === retention)?.configValue === retentionMs) return false;
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type, name, configEntries: [{ name: retention, value: retentionMs }] }],
  });
  return true;
}

/** Deletes the topic and its records. */
export async function deleteTopic(admin: Admin, name: string): Promise<Outcome> {
  if ((await partitionsOf(admin, name)) === undefined) return "unchanged";
  await admin.deleteTopics({ topics: [name] });
  return "deleted";
}

/** How many partitions the topic has; undefined where there is no such topic. */
async function partitionsOf(admin: Admin, name: string): Promise<number | undefined> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
    return topics[0]?.partitions.length;
  } catch (error) {
    if (error instanceof Error && "type" in error && error.type === "UNKNOWN_TOPIC_OR_PARTITION") return undefined;
    throw error;
  }
}
