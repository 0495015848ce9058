import { extractText, getDocumentProxy } from "unpdf";

/** Largest content that text is taken from, in bytes: 50 MiB. It is in memory as a whole. */
export const largestContent = 50 * 1024 * 1024;

/** Types of content that are text as they are. */
const plain = /^(text\/(plain|markdown|csv)|application\/json)$/;

/** The text of a content, or nothing where its type has none, or one that is not known. */
export async function textOf(content: Uint8Array, contentType: string): Promise<string | undefined> {
  const [type = ""] = contentType.toLowerCase().split(";");
  if (plain.test(type.trim())) return new TextDecoder().decode(content);
  if (type.trim() !== "application/pdf") return undefined;
  // The library takes no Buffer.
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(content)), { mergePages: true });
  return text;
}
