import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Application } from "../shared/application";
import type { Cost } from "../shared/costs";

/** Seconds that what a user has spent is kept: until the day is over everywhere. */
const keptSeconds = 48 * 3600;

/** What is set aside for one request. */
export interface Reservation {
  /** Gives back what was not spent. */
  settle(spent: Cost): Promise<void>;
}

/** What each user may spend in a day, by UTC. Counted in the table, so that all instances count together. */
export class Budget {
  /** @throws Error when the application has no budget for its users */
  constructor(
    private readonly client: Pick<DynamoDBDocumentClient, "send">,
    private readonly table: string,
    private readonly perUserDay: Application["perUserDay"],
    private readonly now: () => Date,
  ) {
    if (!perUserDay) throw new Error("expected a budget for each user: add budgetUsdPerUserDay to the application");
  }

  /**
   * Sets aside the most that a request can cost. Of requests at the same time, the sum stays within the budget.
   * @returns nothing when there is not so much left
   */
  async reserve(accountId: string, most: Cost): Promise<Reservation | undefined> {
    const { tokens = 0, usd = 0 } = this.perUserDay ?? {};
    const left = { tokens: tokens - most.tokens, microUsd: usd * 1_000_000 - most.microUsd };
    if (left.tokens < 0 || left.microUsd < 0) return undefined;
    const now = this.now();
    const update = {
      TableName: this.table,
      Key: { sessionId: `chat-budget#${accountId}#${now.toISOString().slice(0, 10)}` },
    };
    try {
      await this.client.send(
        new UpdateCommand({
          ...update,
          UpdateExpression: "ADD tokens :tokens, microUsd :microUsd SET expiresAt = :expiresAt",
          ConditionExpression:
            "attribute_not_exists(sessionId) OR (tokens <= :leftTokens AND microUsd <= :leftMicroUsd)",
          ExpressionAttributeValues: {
            ":tokens": most.tokens,
            ":microUsd": most.microUsd,
            ":expiresAt": Math.floor(now.getTime() / 1000) + keptSeconds,
            ":leftTokens": left.tokens,
            ":leftMicroUsd": left.microUsd,
          },
        }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
    return {
      settle: async (spent) => {
        const values = { ":tokens": spent.tokens - most.tokens, ":microUsd": spent.microUsd - most.microUsd };
        await this.client.send(
          new UpdateCommand({
            ...update,
            UpdateExpression: "ADD tokens :tokens, microUsd :microUsd",
            ExpressionAttributeValues: values,
          }),
        );
      },
    };
  }
}
