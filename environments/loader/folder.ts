import { readdirSync } from "node:fs";
import { basename, extname } from "node:path";
import type { FileError } from "./errors";
import { nodeAt, readSource, type Source } from "./source";
import { didYouMean } from "./suggest";

/** An environment file and the base file it extends. */
export interface Member {
  readonly source: Source;
  readonly base?: Source;
  /** Whether all files the environment is made of were understood, so that a value not found is really missing. */
  readonly whole: boolean;
}

/** The environment files of a folder and how they inherit. */
export interface Folder {
  readonly members: readonly Member[];
  /** Files that others extend and that are no environment themselves. */
  readonly bases: readonly Source[];
  readonly errors: readonly FileError[];
}

/** Reads every `*.yaml` of the folder. Never throws: whatever is wrong is in `errors`. */
export function readFolder(directory: string): Folder {
  let names: string[];
  try {
    names = readdirSync(directory).sort();
  } catch {
    return { members: [], bases: [], errors: [folderError(directory, "no such folder")] };
  }
  const sources = names.filter((name) => extname(name) === ".yaml").map((name) => readSource(directory, name));
  const misnamed = names
    .filter((name) => /^\.ya?ml$/i.test(extname(name)) && extname(name) !== ".yaml")
    .map((name) => misnamedError(directory, name));
  const empty = sources.length === 0 ? [folderError(directory, "no environment file")] : [];
  const inheritance = new Inheritance(sources);
  return {
    members: inheritance.members(),
    bases: sources.filter((source) => inheritance.isBase(source)),
    errors: [...empty, ...misnamed, ...sources.flatMap((source) => source.errors), ...inheritance.errors()],
  };
}

function folderError(directory: string, seen: string): FileError {
  const file = basename(directory);
  return { place: { file }, seen, allowed: "at least one *.yaml file", fix: `Write ${file}/dev.yaml.` };
}

function misnamedError(directory: string, name: string): FileError {
  const place = { file: `${basename(directory)}/${name}` };
  return {
    place,
    seen: extname(name),
    allowed: "the extension .yaml",
    fix: "Rename the file.",
  };
}

/** One level: an environment file may extend one base file, which extends nothing. */
class Inheritance {
  private readonly sources: readonly Source[];
  private readonly byStem: ReadonlyMap<string, Source>;

  constructor(sources: readonly Source[]) {
    this.sources = sources;
    this.byStem = new Map(sources.map((source) => [source.stem, source]));
  }

  isBase(source: Source): boolean {
    return nodeAt(source.root, ["extends"]) === undefined && this.heirs(source).length > 0;
  }

  members(): Member[] {
    return this.sources
      .filter((source) => !this.isBase(source))
      .map((source) => {
        const base = this.parent(source);
        const inherits = nodeAt(source.root, ["extends"]) !== undefined;
        const understood = source.root !== undefined && (!inherits || base?.root !== undefined);
        const oneLevel = this.heirs(source).length === 0 && (!base || this.isBase(base));
        return { source, base: base && this.isBase(base) ? base : undefined, whole: understood && oneLevel };
      });
  }

  errors(): FileError[] {
    return this.sources.flatMap((source) => {
      const node = nodeAt(source.root, ["extends"]);
      if (!node) return [];
      const at = { place: node.place, key: "extends", seen: node.text || "nothing" };
      if (!this.parent(source)) {
        const names = this.sources.filter((other) => other !== source).map(({ stem }) => stem);
        const allowed = `the name of another file in this folder without .yaml (${names.join(", ") || "there is none"})`;
        return [{ ...at, allowed, fix: didYouMean(String(node.value), names, "Name one, or remove the line.") }];
      }
      const [heir] = this.heirs(source);
      if (!heir) return [];
      const circle = this.circle(source);
      // A circle is one error, reported at its first file.
      if (circle.some(({ stem }) => stem < source.stem)) return [];
      const why = circle.includes(source)
        ? `${[...circle, source].map(({ stem }) => stem).join(" extends ")} is a circle`
        : `${heir.file} extends this file, and inheritance goes one level`;
      const fix = "Remove the line, or let the other files extend a base file that extends nothing.";
      return [{ ...at, allowed: "no extends", why, fix }];
    });
  }

  private parent(source: Source): Source | undefined {
    const name = nodeAt(source.root, ["extends"])?.value;
    return typeof name === "string" ? this.byStem.get(name) : undefined;
  }

  private heirs(source: Source): Source[] {
    return this.sources.filter((other) => this.parent(other) === source);
  }

  /** The files from `source` back to it along `extends`; empty when the way does not come back. */
  private circle(source: Source): Source[] {
    const way = [source];
    for (let next = this.parent(source); next && !way.includes(next); next = this.parent(next)) way.push(next);
    const last = way.at(-1);
    return last && this.parent(last) === source ? way : [];
  }
}
