import { type BedrockAgentClient, StartIngestionJobCommand } from "@aws-sdk/client-bedrock-agent";

/** A knowledge base, and the objects that it reads. */
export interface KnownFolder {
  readonly bucket: string;
  /** How their keys begin. */
  readonly prefix: string;
  readonly knowledgeBaseId: string;
  readonly dataSourceId: string;
}

/** An event of S3 about an object, as EventBridge sends it to the queue. */
export interface ChangedObject {
  readonly bucket: string;
  readonly key: string;
}

/** As much of a client as starting takes. */
export type IngestionClient = Pick<BedrockAgentClient, "send">;

/** What S3 says in the body of a message. @throws Error when it is no such event */
export function objectIn(body: string): ChangedObject {
  const { detail } = JSON.parse(body) as { detail?: { bucket?: { name?: unknown }; object?: { key?: unknown } } };
  const [bucket, key] = [detail?.bucket?.name, detail?.object?.key];
  if (typeof bucket !== "string" || typeof key !== "string") {
    throw new Error("expected an event about an object, with detail.bucket.name and detail.object.key");
  }
  return { bucket, key };
}

/** The knowledge bases that read an object. */
export function readersOf({ bucket, key }: ChangedObject, folders: readonly KnownFolder[]): KnownFolder[] {
  return folders.filter((folder) => folder.bucket === bucket && key.startsWith(folder.prefix));
}

/** Starts reads of folders, each once for however many messages ask for it in one run of the function. */
export class Ingestion {
  private readonly started = new Map<string, Promise<unknown>>();

  constructor(private readonly client: IngestionClient) {}

  /**
   * Has Bedrock read what has changed in a folder. One read looks at all of it, and no two happen at a time: while one
   * does, Bedrock refuses another, and the message comes back later.
   */
  async start({ knowledgeBaseId, dataSourceId }: KnownFolder): Promise<void> {
    const job =
      this.started.get(dataSourceId) ??
      this.client.send(new StartIngestionJobCommand({ knowledgeBaseId, dataSourceId }));
    this.started.set(dataSourceId, job);
    await job;
  }
}
