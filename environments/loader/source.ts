import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as yaml from "yaml";
import type { FileError, Place } from "./errors";
import { formatPath, type Path, shorten } from "./values";

/** A YAML value with the places it and its parts come from. */
export interface SourceNode {
  /** Plain data. */
  readonly value: unknown;
  /** Where to look for the value; for a section and for an empty value that is its key. */
  readonly place: Place;
  /** Where the key is; the value itself for list items and the root. */
  readonly keyPlace: Place;
  /** The value as written, shortened to one line. */
  readonly text: string;
  /** By key, or by index as a string. */
  readonly children: ReadonlyMap<string, SourceNode>;
}

/** One YAML file. */
export interface Source {
  /** Path from the repository root, as in `environments/prod.yaml`. */
  readonly file: string;
  /** File name without extension: what `extends` calls it. */
  readonly stem: string;
  /** The map that the file holds. Absent when the file cannot be read as one. */
  readonly root?: SourceNode;
  /** What is wrong with the file as YAML. */
  readonly errors: readonly FileError[];
}

/** Reads `<directory>/<fileName>`. Never throws: whatever is wrong is in `errors`. */
export function readSource(directory: string, fileName: string): Source {
  const file = `${basename(directory)}/${fileName}`;
  const stem = fileName.replace(/\.yaml$/, "");
  const refuse = (error: Omit<FileError, "place">) => ({ file, stem, errors: [{ place: { file }, ...error }] });
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(directory, fileName));
  } catch (error) {
    const seen = (error as NodeJS.ErrnoException).code ?? "an error";
    return refuse({ seen, allowed: "a readable file", fix: "Make it readable." });
  }
  if (!isUtf8(bytes)) {
    return refuse({ seen: "bytes in another encoding", allowed: "UTF-8", fix: "Save the file in UTF-8." });
  }
  return { file, stem, ...new Reader(file, bytes.toString("utf8")).read() };
}

/** More keys and sections around a value than any environment has, and few enough to walk through. */
const deepest = 100;

const tooDeep = { allowed: `at most ${deepest} levels of nesting`, fix: "Nest fewer sections." };

const advice: Partial<Record<yaml.ErrorCode, Pick<FileError, "allowed" | "fix"> & Partial<FileError>>> = {
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: { seen: "a tab", allowed: "spaces as indentation", fix: "Replace the tab with two spaces." },
  MULTIPLE_DOCS: {
    seen: "a second document",
    allowed: "one environment per file",
    fix: "Remove the line with ---, or move what follows to another file.",
  },
};

class Reader {
  private readonly lines = new yaml.LineCounter();
  private readonly errors: FileError[] = [];
  /** Lines with an error. */
  private readonly slips = new Set<number | undefined>();

  private readonly file: string;
  private readonly text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  read(): Pick<Source, "root" | "errors"> {
    // Duplicate keys are found below instead, where the path to them is known.
    const document = yaml.parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: false });
    // What is left open causes further errors where it starts.
    const errors = [...document.errors, ...document.warnings].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
    // After the one that exhausts the library, the others say nothing.
    const exhausted = errors.find(({ code }) => code === "RESOURCE_EXHAUSTION");
    for (const error of exhausted ? [exhausted] : errors) this.reportSyntax(error, document);
    if (!exhausted) this.reportUnreadable(document);
    if (document.directives?.yaml.version !== "1.2") {
      const error = { seen: `YAML ${document.directives?.yaml.version}`, allowed: "YAML 1.2" };
      this.errors.push({ place: this.placeAt(0), ...error, fix: "Remove the line with %YAML." });
    }
    if (this.errors.length > 0) return { errors: this.errors };
    if (!yaml.isMap(document.contents)) {
      const seen = document.contents === null ? "an empty file" : this.slice(document.contents);
      const place =
        document.contents === null ? { file: this.file, line: 1, column: 1 } : this.place(document.contents);
      const error = {
        place,
        seen,
        allowed: "a map of settings",
        fix: "Write `key: value` lines, as in the other environment files.",
      };
      return { errors: [error] };
    }
    const root = this.node(document.contents, this.place(document.contents), []);
    return { root, errors: this.errors };
  }

  private reportSyntax(error: yaml.YAMLError, document: yaml.Document): void {
    const open = openedAt(error, document);
    const place = this.placeAt(open ?? Math.min(error.pos[0], this.text.trimEnd().length));
    const lines = [place.line, this.placeAt(error.pos[0]).line];
    // One slip makes several errors on its line; the first says it best.
    if (lines.some((line) => this.slips.has(line))) return;
    for (const line of lines) this.slips.add(line);
    const seen = shorten(this.text.split("\n")[(place.line ?? 1) - 1] ?? "") || "nothing";
    const what = open === undefined ? error.message.replace(/;.*| at line.*/s, "") : notClosed(this.text.charAt(open));
    const text = advice[error.code] ?? { allowed: "valid YAML", why: what, fix: "Fix this line." };
    this.errors.push({ place, seen, ...text });
  }

  private reportUnreadable(document: yaml.Document): void {
    yaml.visit(document, {
      Alias: (_, alias) => this.reportAlias(alias),
      Collection: (_, node, around) => {
        if (around.length <= deepest) return undefined;
        this.errors.push({ place: this.place(node), seen: this.slice(node), ...tooDeep });
        return yaml.visit.BREAK;
      },
    });
  }

  private reportAlias(alias: yaml.Alias): void {
    this.errors.push({
      place: this.place(alias),
      seen: `*${alias.source}`,
      allowed: "a value, not a YAML alias",
      fix: "Write the value out, or set it once in the base file.",
    });
  }

  private node(node: unknown, keyPlace: Place, path: Path): SourceNode {
    if (yaml.isMap(node)) {
      const children = this.mapChildren(node, path);
      const value = Object.fromEntries([...children].map(([key, child]) => [key, child.value]));
      return { value, place: keyPlace, keyPlace, text: this.slice(node), children };
    }
    if (yaml.isSeq(node)) {
      const items = node.items.map((item, index) => this.node(item, this.place(item), [...path, index]));
      const children = new Map(items.map((item, index) => [String(index), item]));
      const value = items.map((item) => item.value);
      return { value, place: this.place(node), keyPlace, text: this.slice(node), children };
    }
    const value = yaml.isScalar(node) ? node.value : null;
    const text = this.slice(node);
    return { value, place: text === "" ? keyPlace : this.place(node), keyPlace, text, children: new Map() };
  }

  private mapChildren(map: yaml.YAMLMap, path: Path): Map<string, SourceNode> {
    const children = new Map<string, SourceNode>();
    for (const { key, value } of map.items) {
      const place = this.place(key);
      if (!yaml.isScalar(key) || key.value === null) {
        const seen = this.slice(key) || "an empty key";
        this.errors.push({ place, seen, allowed: "a plain word as a key", fix: "Write `key: value`." });
        continue;
      }
      const name = String(key.value);
      if (name === "__proto__") {
        // JavaScript takes it for something else, and so do the schema and the rules: it would be gone in silence.
        const error = { place, key: formatPath([...path, name]), seen: `the key ${name}` };
        this.errors.push({ ...error, allowed: "another key", why: "JavaScript reserves this one", fix: "Rename it." });
        continue;
      }
      const earlier = children.get(name)?.keyPlace;
      if (earlier) {
        const error = { place, key: formatPath([...path, name]), seen: "a second one" };
        const allowed = `each key only once (first in line ${earlier.line})`;
        this.errors.push({ ...error, allowed, fix: "Remove one of the two." });
      }
      children.set(name, this.node(value, place, [...path, name]));
    }
    return children;
  }

  private slice(node: unknown): string {
    const range = yaml.isNode(node) ? node.range : undefined;
    return range ? shorten(this.text.slice(range[0], range[1])) : "";
  }

  private place(node: unknown): Place {
    return this.placeAt((yaml.isNode(node) ? node.range?.[0] : undefined) ?? 0);
  }

  private placeAt(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }
}

/** Whether something is not closed. The library says so in words only. */
function isOpen({ message }: yaml.YAMLError): boolean {
  return /^(Missing closing|Flow (map|sequence) )/.test(message);
}

/** Where the quote, bracket or brace is that was left open, if that is what is wrong. */
function openedAt(error: yaml.YAMLError, document: yaml.Document): number | undefined {
  if (!isOpen(error)) return undefined;
  const isMeant: (node: unknown) => boolean = error.message.startsWith("Flow") ? yaml.isCollection : yaml.isScalar;
  let start: number | undefined;
  yaml.visit(document, {
    Node: (_, node) => {
      // The library gives the place where it ends.
      if (isMeant(node) && node.range?.[1] === error.pos[0]) start = node.range[0];
    },
  });
  return start;
}

function notClosed(mark: string): string {
  return /["']/.test(mark)
    ? `the quote ${mark} is not closed`
    : `the ${mark} is not closed, or what it holds is not indented`;
}

/** The node at the path, as far as the file has one. */
export function nodeAt(root: SourceNode | undefined, path: Path): SourceNode | undefined {
  return path.reduce<SourceNode | undefined>((node, key) => node?.children.get(String(key)), root);
}
