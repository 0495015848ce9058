import {
  type BedrockAgentRuntimeClient,
  type KnowledgeBaseRetrievalResult,
  RetrieveCommand,
} from "@aws-sdk/client-bedrock-agent-runtime";
import type { KnowledgeBase } from "../shared/application";

/** A part of a document that may answer a question. */
export interface Passage {
  /** By what the model names it. From 1. */
  readonly number: number;
  readonly text: string;
  /** Where it is from, as in `s3://bucket/documents/d1/1.md`. */
  readonly source: string;
}

/** What an answer is from. */
export type Citation = Pick<Passage, "number" | "source">;

/** Passages that a question is answered from. */
const most = 5;

/** Who asks what. */
export interface Search {
  readonly question: string;
  /** Whose documents to search, in addition to those for everybody. None when absent. */
  readonly owner: string | undefined;
}

/**
 * Finds the best passages that the person may see: from a knowledge base for everybody, all of them; from one with
 * owners, only those of the person's documents. A search there never returns a document without an owner.
 */
export async function passagesFor(
  client: Pick<BedrockAgentRuntimeClient, "send">,
  knowledgeBases: readonly KnowledgeBase[],
  search: Search,
): Promise<Passage[]> {
  const found = await Promise.all(knowledgeBases.map((base) => resultsFrom(client, base, search)));
  const best = found.flat().sort(({ score: one = 0 }, { score: other = 0 }) => other - one);
  return best.slice(0, most).map((result, index) => ({
    number: index + 1,
    text: result.content?.text ?? "",
    source: sourceOf(result),
  }));
}

async function resultsFrom(
  client: Pick<BedrockAgentRuntimeClient, "send">,
  { id, audience }: KnowledgeBase,
  { question, owner }: Search,
): Promise<KnowledgeBaseRetrievalResult[]> {
  if (audience === "owner" && owner === undefined) return [];
  const filter = audience === "everybody" ? undefined : { equals: { key: "owner", value: owner } };
  const { retrievalResults = [] } = await client.send(
    new RetrieveCommand({
      knowledgeBaseId: id,
      retrievalQuery: { text: question },
      retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: most, filter } },
    }),
  );
  return retrievalResults;
}

function sourceOf({ location }: KnowledgeBaseRetrievalResult): string {
  return location?.s3Location?.uri ?? "";
}

/** What an answer cites, each once, in the order of their numbers. Numbers that no passage has are the model's invention. */
export function citationsIn(answer: string, passages: readonly Passage[]): Citation[] {
  const cited = new Set([...answer.matchAll(/\[(\d{1,3})\]/g)].map(([, number]) => Number(number)));
  return passages.filter(({ number }) => cited.has(number)).map(({ number, source }) => ({ number, source }));
}
