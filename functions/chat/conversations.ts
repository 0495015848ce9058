import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

/** A question of a user, or its answer. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/** Which conversation of whom. */
export interface ConversationKey {
  readonly accountId: string;
  readonly conversationId: string;
}

/** Turns that a conversation remembers: the latest. An item of the table holds 400 KB. */
const remembered = 20;

/** Days that a conversation is kept after its last turn. */
const keptDays = 30;

/** Times that a turn is added anew because another came between. */
const tries = 5;

/** Conversations, in the table of sessions. Each belongs to one account: its key has it. */
export class Conversations {
  constructor(
    private readonly client: Pick<DynamoDBDocumentClient, "send">,
    private readonly table: string,
    private readonly now: () => Date,
  ) {}

  /** The latest turns, the oldest first. */
  async turnsOf(key: ConversationKey): Promise<readonly Turn[]> {
    return (await this.read(key)).turns;
  }

  /** @throws Error when others add to the conversation all the time */
  async add(key: ConversationKey, ...turns: readonly Turn[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const known = await this.read(key);
      try {
        return await this.write(key, [...known.turns, ...turns].slice(-remembered), known.version);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || attempt === tries) throw error;
      }
    }
  }

  private async read(key: ConversationKey): Promise<{ turns: readonly Turn[]; version: number }> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: { sessionId: idOf(key) }, ConsistentRead: true }),
    );
    return { turns: (Item?.turns ?? []) as Turn[], version: Number(Item?.version ?? 0) };
  }

  private async write(key: ConversationKey, turns: readonly Turn[], version: number): Promise<void> {
    const expiresAt = Math.floor(this.now().getTime() / 1000) + keptDays * 24 * 3600;
    await this.client.send(
      new PutCommand({
        TableName: this.table,
        Item: { sessionId: idOf(key), turns, version: version + 1, expiresAt },
        ConditionExpression: "attribute_not_exists(sessionId) OR version = :version",
        ExpressionAttributeValues: { ":version": version },
      }),
    );
  }
}

function idOf({ accountId, conversationId }: ConversationKey): string {
  return `chat-conversation#${accountId}#${conversationId}`;
}
