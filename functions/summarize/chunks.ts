/** Characters of a part: some 4000 tokens, which models read without losing the middle. */
export const partCharacters = 16_000;

/** Where a text may be cut, the best place first: between paragraphs, lines, sentences, words. */
const breaks = ["\n\n", "\n", ". ", " "];

/** A text in parts of at most so many characters, cut where it hurts least. Joined, they are the text but for white space. */
export function partsOf(text: string, most = partCharacters): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const end = cutIn(rest, most);
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === "" ? parts : [...parts, rest];
}

/** The best place to cut in the second half of what fits; a surrogate pair is never cut. */
function cutIn(text: string, most: number): number {
  for (const mark of breaks) {
    const at = text.lastIndexOf(mark, most - mark.length);
    if (at >= most / 2) return at + mark.length;
  }
  const isPair = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return isPair ? most - 1 : most;
}
