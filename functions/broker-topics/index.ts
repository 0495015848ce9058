import { setTimeout as wait } from "node:timers/promises";
import { type Admin, Kafka, logLevel } from "kafkajs";
import { brokerToken } from "./token";
import { deleteTopic, type Outcome, putTopic, Refusal, type Topic } from "./topics";

/** What Terraform calls the function with. */
export interface TopicEvent {
  /** Host names and ports, separated by commas. */
  readonly brokers: string;
  readonly topic: Topic;
  /** What happens to the topic and its records when the stream is removed. */
  readonly whenRemoved: "delete" | "keep";
  /** What happens to the resource. Terraform's provider adds it. */
  readonly tf: { readonly action: "create" | "delete" | "update" };
}

export interface TopicResult {
  readonly topic: string;
  readonly outcome: Outcome;
}

/** What the function reaches the world with. */
export interface Means {
  readonly connect: (brokers: readonly string[]) => Admin;
  /** Waits for the next attempt; says no when there is no time for another. */
  readonly pause: () => Promise<boolean>;
}

/** Seconds between two attempts, and those that the last one may take. */
const attempt = { everySeconds: 5, takesSeconds: 60 } as const;

/**
 * Creates, changes or deletes a topic. A first apply may come before the brokers answer and before they know the rights of
 * the function's role: both are tried again for a while.
 */
export async function settleTopic(event: TopicEvent, { connect, pause }: Means): Promise<TopicResult> {
  const { name } = event.topic;
  if (event.tf.action === "delete" && event.whenRemoved === "keep") return { topic: name, outcome: "kept" };
  for (;;) {
    const admin = connect(event.brokers.split(","));
    try {
      await admin.connect();
      const outcome = await (event.tf.action === "delete" ? deleteTopic(admin, name) : putTopic(admin, event.topic));
      return { topic: name, outcome };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (!(await pause())) throw new Error(unsettled(event, error), { cause: error });
    } finally {
      await admin.disconnect();
    }
  }
}

function unsettled({ brokers, topic, tf }: TopicEvent, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `expected ${brokers} to ${tf.action} the topic ${topic.name}, got: ${reason}. See that the function's role may do that to this topic and that its security group reaches the brokers, and deploy again.`;
}

/** Lambda gives these to every function. */
function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`expected the environment variable ${name}, got none. Run this on Lambda.`);
  return value;
}

function connectToBrokers(brokers: readonly string[]): Admin {
  const keys = {
    accessKeyId: setting("AWS_ACCESS_KEY_ID"),
    secretAccessKey: setting("AWS_SECRET_ACCESS_KEY"),
    sessionToken: setting("AWS_SESSION_TOKEN"),
  };
  return new Kafka({
    clientId: setting("AWS_LAMBDA_FUNCTION_NAME"),
    brokers: [...brokers],
    ssl: true,
    sasl: {
      mechanism: "oauthbearer",
      oauthBearerProvider: async () => ({ value: await brokerToken(setting("AWS_REGION"), keys) }),
    },
    // What fails is thrown.
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
  }).admin();
}

/** As much as this function needs of what Lambda says about a run. */
interface Run {
  readonly getRemainingTimeInMillis: () => number;
}

export async function handler(event: TopicEvent, run: Run): Promise<TopicResult> {
  const pause = async () => {
    await wait(attempt.everySeconds * 1000);
    return run.getRemainingTimeInMillis() > attempt.takesSeconds * 1000;
  };
  return settleTopic(event, { connect: connectToBrokers, pause });
}
