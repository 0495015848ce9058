import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

/** A document: what the table `documents` holds of it. Its content is an object in the zone `raw`. */
export interface Document {
  readonly documentId: string;
  readonly version: number;
  /** Who uploads it: the subject of the token. */
  readonly owner: string;
  readonly title: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly status: "awaiting-upload" | "stored";
  /** Times in ISO 8601. */
  readonly createdAt: string;
  readonly storedAt?: string;
  readonly summary?: DocumentSummary;
}

/** What the application `summarize` says of a document. */
export interface DocumentSummary {
  /** Whether there is a summary, or why there is none. */
  readonly status: "blocked" | "empty" | "summarized" | "too-long" | "unsupported";
  readonly text?: string;
  /** In ISO 8601. */
  readonly at: string;
}

/** What is known of the content of a document once it is there. */
export interface StoredContent {
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly storedAt: string;
}

/** Documents of one owner, and where the next page begins, if there is one. */
export interface Page {
  readonly documents: readonly Document[];
  readonly next?: string;
}

/** Whether a text can be `next` of a page. */
export function isPlace(text: string): boolean {
  return /^[\w-]{1,64}\/[1-9]\d{0,8}$/.test(text);
}

/** As much of a client as documents need. */
export type TableClient = Pick<DynamoDBDocumentClient, "send">;

/** Most documents on a page: BatchGetItem takes 100. */
export const pageSize = 50;

/** Where the content of a version is. */
export function objectKeyOf(documentId: string, version: number): string {
  return `uploads/${documentId}/${version}`;
}

/** Which version an object is the content of; nothing where its key is not of that form. */
export function versionOf(objectKey: string): { readonly documentId: string; readonly version: number } | undefined {
  const [, documentId, version] = /^uploads\/([\w-]{1,64})\/([1-9]\d{0,8})$/.exec(objectKey) ?? [];
  return documentId && version ? { documentId, version: Number(version) } : undefined;
}

/** The documents in the table. */
export class Documents {
  constructor(
    private readonly client: TableClient,
    private readonly table: string,
  ) {}

  async create(document: Document): Promise<void> {
    const ConditionExpression = "attribute_not_exists(documentId)";
    await this.client.send(new PutCommand({ TableName: this.table, Item: document, ConditionExpression }));
  }

  /** The newest version of a document. */
  async latest(documentId: string): Promise<Document | undefined> {
    const { Items } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "documentId = :id",
        ExpressionAttributeValues: { ":id": documentId },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    return Items?.[0] as Document | undefined;
  }

  /** @param after `next` of the page before */
  async ownedBy(owner: string, after?: string): Promise<Page> {
    const start = after === undefined ? undefined : { owner, ...versionFrom(after) };
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        IndexName: "by-owner",
        KeyConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": owner },
        ExclusiveStartKey: start,
        Limit: pageSize,
      }),
    );
    const documents = await this.all(Items.map(({ documentId, version }) => ({ documentId, version })));
    return { documents, ...(LastEvaluatedKey && { next: placeOf(LastEvaluatedKey) }) };
  }

  /** @throws Error when there is no such version */
  async markStored(documentId: string, version: number, content: StoredContent): Promise<Document> {
    const { Attributes } = await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { documentId, version },
        UpdateExpression: "SET #status = :stored, contentType = :type, sizeBytes = :size, storedAt = :at",
        ConditionExpression: "attribute_exists(documentId)",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: {
          ":stored": "stored",
          ":type": content.contentType,
          ":size": content.sizeBytes,
          ":at": content.storedAt,
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    return Attributes as Document;
  }

  /** @throws Error when there is no such version */
  async markSummarized(documentId: string, version: number, summary: DocumentSummary): Promise<void> {
    await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { documentId, version },
        UpdateExpression: "SET summary = :summary",
        ConditionExpression: "attribute_exists(documentId)",
        ExpressionAttributeValues: { ":summary": summary },
      }),
    );
  }

  /** The items of these keys, in their order. DynamoDB may leave some for another call. */
  private async all(keys: readonly Record<string, unknown>[]): Promise<Document[]> {
    const found = new Map<string, Document>();
    let Keys = [...keys];
    while (Keys.length > 0) {
      const { Responses, UnprocessedKeys } = await this.client.send(
        new BatchGetCommand({ RequestItems: { [this.table]: { Keys } } }),
      );
      for (const item of (Responses?.[this.table] ?? []) as Document[]) found.set(placeOf({ ...item }), item);
      Keys = UnprocessedKeys?.[this.table]?.Keys ?? [];
    }
    return keys.flatMap((key) => found.get(placeOf(key)) ?? []);
  }
}

function placeOf({ documentId, version }: Record<string, unknown>): string {
  return `${documentId}/${version}`;
}

function versionFrom(place: string) {
  const [documentId, version] = place.split("/");
  return { documentId, version: Number(version) };
}
