import { StartIngestionJobCommand } from "@aws-sdk/client-bedrock-agent";
import { describe, expect, test } from "vitest";
import {
  Ingestion,
  type IngestionClient,
  type KnownFolder,
  objectIn,
  readersOf,
} from "../../functions/start-ingestion/ingestion";

const handbook: KnownFolder = { bucket: "lake", prefix: "documents/", knowledgeBaseId: "KB1", dataSourceId: "DS1" };
const other: KnownFolder = { ...handbook, prefix: "manuals/", knowledgeBaseId: "KB2", dataSourceId: "DS2" };

/** Bedrock, which takes jobs or refuses them. */
function bedrock(refuses?: Error) {
  const jobs: unknown[] = [];
  const send = async (command: unknown) => {
    if (!(command instanceof StartIngestionJobCommand)) throw new Error("expected the start of a job");
    jobs.push(command.input);
    if (refuses) throw refuses;
    return {};
  };
  return { jobs, client: { send } as unknown as IngestionClient };
}

describe("messages", () => {
  test("say which object is meant", () => {
    const body = JSON.stringify({ detail: { bucket: { name: "lake" }, object: { key: "documents/a.txt" } } });
    expect(objectIn(body)).toEqual({ bucket: "lake", key: "documents/a.txt" });
  });

  test.each(["{}", '{"detail":{"bucket":{"name":"lake"}}}', '{"detail":{"object":{"key":1}}}'])(
    "that are about none are refused: %s",
    (body) => {
      expect(() => objectIn(body)).toThrow("expected an event about an object");
    },
  );
});

test("an object belongs to the knowledge bases over its folder and bucket", () => {
  const folders = [handbook, other];
  expect(readersOf({ bucket: "lake", key: "documents/a.txt" }, folders)).toEqual([handbook]);
  expect(readersOf({ bucket: "lake", key: "elsewhere/a.txt" }, folders)).toEqual([]);
  expect(readersOf({ bucket: "other", key: "documents/a.txt" }, folders)).toEqual([]);
});

describe("a run", () => {
  test("starts one read for however many messages about a folder", async () => {
    const { jobs, client } = bedrock();
    const ingestion = new Ingestion(client);
    await Promise.all([handbook, handbook, other].map((folder) => ingestion.start(folder)));
    expect(jobs).toEqual([
      { knowledgeBaseId: "KB1", dataSourceId: "DS1" },
      { knowledgeBaseId: "KB2", dataSourceId: "DS2" },
    ]);
  });

  test("fails every message of a folder that Bedrock is reading already, so that they come back", async () => {
    const { jobs, client } = bedrock(new Error("ConflictException"));
    const ingestion = new Ingestion(client);
    const outcomes = await Promise.allSettled([handbook, handbook].map((folder) => ingestion.start(folder)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(jobs).toHaveLength(1);
  });
});
