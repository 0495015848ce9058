import { setTimeout as wait } from "node:timers/promises";
import kafkajs, { type Admin, Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, test } from "vitest";
import { settleTopic, type TopicEvent } from "../../functions/broker-topics/index";
import { suiteFolder } from "../support/temporary";
import { brokerOrSkip } from "./broker-topics/broker";

const broker = await brokerOrSkip(suiteFolder());
afterAll(() => broker?.stop());

/** What the function does with a topic, on a real Kafka instead of MSK: IAM is left out. */
describe.skipIf(!broker)("the function that makes topics", () => {
  const address = broker?.address ?? "";
  const connect = () => new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 2 } }).admin();
  let attempts = 0;
  // The first call comes before the broker answers.
  const pause = async () => {
    await wait(500);
    return ++attempts < 120;
  };
  const call = (
    action: TopicEvent["tf"]["action"],
    { name = "clicks", partitions = 3, retentionHours = 24, whenRemoved = "delete" as TopicEvent["whenRemoved"] } = {},
  ) =>
    settleTopic(
      { brokers: address, topic: { name, partitions, retentionHours, copies: 1 }, whenRemoved, tf: { action } },
      { connect, pause },
    ).then(({ outcome }) => outcome);
  const ask = async <T>(question: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = connect();
    await admin.connect();
    return question(admin).finally(() => admin.disconnect());
  };
  /** Partitions and retention of a topic. */
  const found = (name = "clicks") =>
    ask(async (admin) => {
      const type = kafkajs.ConfigResourceTypes.TOPIC;
      const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type, name, configNames: ["retention.ms"] }],
      });
      return [topics[0]?.partitions.length, resources[0]?.configEntries[0]?.configValue];
    });
  const names = () => ask((admin) => admin.listTopics());

  test("makes one that is not there, and leaves one that is right", async () => {
    expect(await call("create")).toBe("created");
    expect(await found()).toEqual([3, "86400000"]);
    expect(await call("create")).toBe("unchanged");
    expect(await call("update")).toBe("unchanged");
  });

  test("adds partitions and changes how long records stay, together and one by one", async () => {
    expect(await call("update", { partitions: 6, retentionHours: 48 })).toBe("changed");
    expect(await found()).toEqual([6, "172800000"]);
    expect(await call("update", { partitions: 6, retentionHours: 24 })).toBe("changed");
    expect(await call("update", { partitions: 8 })).toBe("changed");
    expect(await found()).toEqual([8, "86400000"]);
  });

  test("takes no partition away, and says so at once", async () => {
    const before = attempts;
    await expect(call("update", { partitions: 2 })).rejects.toThrow(
      "expected at least 8 partitions of the topic clicks, as many as it has, got 2.",
    );
    expect(attempts).toBe(before);
    expect(await found()).toEqual([8, "86400000"]);
  });

  test("makes it again on brokers that lost it, whatever Terraform believes", async () => {
    expect(await call("update", { name: "orders" })).toBe("created");
    expect(await found("orders")).toEqual([3, "86400000"]);
  });

  test("deletes it with its stream, once or twice, unless it is to be kept", async () => {
    expect(await call("delete", { whenRemoved: "keep" })).toBe("kept");
    expect(await names()).toContain("clicks");
    expect(await call("delete")).toBe("deleted");
    expect(await call("delete")).toBe("unchanged");
    expect(await names()).toEqual(["orders"]);
  });
});
