import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Application } from "../shared/application";
import { type Cost, costOf } from "../shared/costs";
import type { Documents } from "../shared/documents";
import type { Switch } from "../shared/switch";
import { largestContent, textOf } from "./extract";
import { type Answered, answerTo, type Told } from "./model";
import { Blocked, type Outcome } from "./outcome";
import type { StoredDocument } from "./stored-document";
import { type Step, summaryOf } from "./summary";

type Ask = (told: Told) => Promise<string>;

/** What it takes to have a text summarized. */
type Asking = Pick<Services, "application" | "count" | "models"> & {
  readonly doStep: (step: Step, ask: Ask) => Promise<string>;
};

/** What summarizing documents takes. */
export interface Services {
  readonly application: Application;
  readonly models: Pick<BedrockRuntimeClient, "send">;
  readonly objects: Pick<S3Client, "send">;
  readonly documents: Documents;
  /** Folder of the knowledge base that finds summaries for their owners. */
  readonly folder: { readonly bucket: string; readonly prefix: string };
  readonly power: Pick<Switch, "isOn">;
  /** Does a step of a document, or says what came of it before. */
  readonly once: (document: StoredDocument, step: Step, ask: Ask) => Promise<string>;
  /** Counts what a model answered. */
  readonly count: (answered: Answered, cost: Cost) => void;
  readonly now: () => Date;
}

/**
 * Summarizes a document into table, lake and knowledge base. May run again for the same one: steps that are done are not
 * done again, and what it writes is the same.
 * @throws Error when the application is off, or a model or service does not answer: the message comes back later
 */
export async function summarize(document: StoredDocument, services: Services, signal: AbortSignal): Promise<Outcome> {
  const { documents, power, now } = services;
  if (!(await power.isOn())) throw new Error("The application is switched off");
  const outcome = await outcomeOf(document, services, signal);
  if (outcome.status === "summarized") await publish(document, outcome.text, services);
  const at = now().toISOString();
  await documents.markSummarized(document.documentId, document.version, { ...outcome, at });
  return outcome;
}

async function outcomeOf(document: StoredDocument, services: Services, signal: AbortSignal): Promise<Outcome> {
  const text = await contentOf(document, services);
  if (text === undefined) return { status: "unsupported" };
  const doStep = (step: Step, ask: Ask) => services.once(document, step, ask);
  return await summarizeText({ title: document.title, text }, { ...services, doStep }, signal);
}

/** Summarizes a text, and writes nothing: for documents, and for those who try how good summaries are. */
export async function summarizeText(
  { title, text }: { readonly title: string; readonly text: string },
  { application, models, count, doStep }: Asking,
  signal: AbortSignal,
): Promise<Outcome> {
  if (text.trim() === "") return { status: "empty" };
  const ask = async (told: Told) => {
    const answered = await answerTo(models, application, told, signal);
    count(answered, costOf(answered.usage, answered.model));
    if (answered.blocked) throw new Blocked("The guardrail stepped in");
    return answered.text;
  };
  try {
    const summary = await summaryOf(title, text, (step) => doStep(step, ask));
    return summary === undefined ? { status: "too-long" } : { status: "summarized", text: summary };
  } catch (error) {
    if (error instanceof Blocked) return { status: "blocked" };
    throw error;
  }
}

/** The text of a document; nothing where its type has none, or it is too large. */
async function contentOf({ bucket, key, contentType }: StoredDocument, { objects }: Services) {
  const object = { Bucket: bucket, Key: key };
  const { ContentLength = 0 } = await objects.send(new HeadObjectCommand(object));
  if (ContentLength > largestContent) return undefined;
  const { Body } = await objects.send(new GetObjectCommand(object));
  return await textOf((await Body?.transformToByteArray()) ?? new Uint8Array(), contentType);
}

/**
 * Writes the summary where the knowledge base reads, with the owner of the document: no other user finds it there. The
 * attributes come first, because a new object starts the ingestion
 * (docs.aws.amazon.com/bedrock/latest/userguide/kb-metadata.html).
 */
async function publish(
  { documentId, version, owner, title }: StoredDocument,
  summary: string,
  { objects, folder: { bucket, prefix } }: Services,
): Promise<void> {
  const key = `${prefix}${documentId}/${version}.md`;
  const attributes = JSON.stringify({ metadataAttributes: { owner } });
  const put = (Key: string, Body: string, ContentType: string) =>
    objects.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
  await put(`${key}.metadata.json`, attributes, "application/json");
  await put(key, `# ${title}\n\n${summary}\n`, "text/markdown");
}
