import { distance } from "fastest-levenshtein";

/** The choice that was probably meant by `word`, ignoring case, `-` and `_`; undefined when none is near. */
export function closest(word: string, choices: Iterable<string>): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, "");
  const meant = plain(word);
  const ranked = [...choices]
    .map((choice) => ({ choice, gap: gap(meant, plain(choice)) }))
    .sort((a, b) => a.gap - b.gap);
  const best = ranked[0];
  return best && best.gap <= Math.max(1, Math.floor(meant.length / 3)) ? best.choice : undefined;
}

/** Edit distance; an abbreviation of at least three letters counts as one edit. */
function gap(word: string, choice: string): number {
  const shorter = Math.min(word.length, choice.length);
  if (shorter >= 3 && (word.startsWith(choice) || choice.startsWith(word))) return Math.min(1, distance(word, choice));
  return distance(word, choice);
}

/** `Did you mean x?`, or the text given when nothing is near. */
export function didYouMean(word: string, choices: Iterable<string>, otherwise: string): string {
  const choice = closest(word, choices);
  return choice === undefined ? otherwise : `Did you mean ${choice}?`;
}
