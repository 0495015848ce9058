import {
  type BedrockAgentRuntimeClient,
  type KnowledgeBaseRetrievalResult,
  RetrieveCommand,
} from "@aws-sdk/client-bedrock-agent-runtime";

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

/**
 * Passages about a question that the account may see: those for everybody, and those of its own documents. A document
 * without either mark is found by nobody.
 */
export async function passagesFor(
  client: Pick<BedrockAgentRuntimeClient, "send">,
  knowledgeBaseId: string,
  { question, accountId }: { readonly question: string; readonly accountId: string },
): Promise<Passage[]> {
  const { retrievalResults = [] } = await client.send(
    new RetrieveCommand({
      knowledgeBaseId,
      retrievalQuery: { text: question },
      retrievalConfiguration: {
        vectorSearchConfiguration: {
          numberOfResults: most,
          filter: {
            orAll: [
              { equals: { key: "audience", value: "everybody" } },
              { equals: { key: "owner", value: accountId } },
            ],
          },
        },
      },
    }),
  );
  return retrievalResults.map((result, index) => ({
    number: index + 1,
    text: result.content?.text ?? "",
    source: sourceOf(result),
  }));
}

function sourceOf({ location }: KnowledgeBaseRetrievalResult): string {
  return location?.s3Location?.uri ?? "";
}

/** What an answer cites, each once, in the order of their numbers. Numbers that no passage has are the model's invention. */
export function citationsIn(answer: string, passages: readonly Passage[]): Citation[] {
  const cited = new Set([...answer.matchAll(/\[(\d{1,3})\]/g)].map(([, number]) => Number(number)));
  return passages.filter(({ number }) => cited.has(number)).map(({ number, source }) => ({ number, source }));
}
