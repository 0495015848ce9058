import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { isMap, isScalar, parseDocument, stringify } from "yaml";

/** A resource that exists and is to be imported. */
export interface Adoption {
  readonly layer: string;
  /** Address within the stack, as in `aws_guardduty_detector.guardduty`. */
  readonly address: string;
  readonly id: string;
}

type Adopted = Record<string, Record<string, string>>;

/**
 * Adds adoptions to `adopted` of an environment file, which moves to its end. All other lines stay as they are; the file
 * is never half written.
 */
export function recordAdoptions(file: string, adoptions: readonly Adoption[]): void {
  const text = readFileSync(file, "utf8");
  const { before, after, adopted } = partsOf(text);
  for (const { layer, address, id } of adoptions) adopted[layer] = { ...adopted[layer], [address]: id };
  const others = `${before}${after}`;
  const draft = `${file}.draft`;
  writeFileSync(draft, `${others}${others.endsWith("\n") ? "" : "\n"}${stringify({ adopted }, { lineWidth: 0 })}`);
  renameSync(draft, file);
}

/** The text around the entry `adopted`, and what the entry holds. */
function partsOf(text: string): { readonly before: string; readonly after: string; readonly adopted: Adopted } {
  const document = parseDocument(text);
  const entry = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === "adopted")
    : undefined;
  if (!isScalar(entry?.key) || !isMap(entry.value)) return { before: text, after: "", adopted: {} };
  const [start = 0] = entry.key.range ?? [];
  const [, , end = text.length] = entry.value.range ?? [];
  const { adopted } = document.toJS() as { adopted: Adopted };
  return { before: text.slice(0, start), after: text.slice(end), adopted };
}
