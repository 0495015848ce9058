import { printable } from "./values";

/** A spot in a file of the repository, both counted from 1. Without line and column it is the file or folder itself. */
export interface Place {
  /** Path from the repository root with forward slashes, as in `environments/prod.yaml`. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Something wrong in an environment file, in the parts an error message needs. All texts come without a final dot. */
export interface FileError {
  readonly place: Place;
  /** Key in dots, as in `network.natPerAz` or `zones[1]`. Absent when the error is with the file as a whole. */
  readonly key?: string;
  /** The value as written, or what is there instead of one. Reads after "got". */
  readonly seen: string;
  /** What is accepted. Reads after "expected". */
  readonly allowed: string;
  /** The reason, where `allowed` does not speak for itself: a clause. */
  readonly why?: string;
  /** What to do about it: a whole sentence. */
  readonly fix: string;
  /** For an error in a file that several environments share: those it reaches, none when it is wrong for any. */
  readonly sharedBy?: readonly string[];
}

/** `environments/prod.yaml:42:15`, or the file alone where no line applies. */
export function formatPlace({ file, line, column }: Place): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

/** One line: `<place>  <key>: expected <allowed>, got <seen>: <why>. <fix>`. `emphasize` is applied to the key. */
export function formatError(error: FileError, emphasize: (text: string) => string = (text) => text): string {
  const reach = error.sharedBy?.length ? ` (${error.sharedBy.join(", ")})` : "";
  const key = error.key === undefined ? "" : `${emphasize(error.key)}${reach}: `;
  const why = error.why === undefined ? "" : `: ${error.why}`;
  const text = printable(`expected ${error.allowed}, got ${error.seen}${why}. ${error.fix}`);
  return `${printable(formatPlace(error.place))}  ${key}${text}`;
}

/** In the order of files, lines and columns; what several environments say alike of a shared file comes once. */
export function consolidate(errors: readonly FileError[]): FileError[] {
  const wrongForAny = new Set(errors.filter(({ sharedBy }) => sharedBy?.length === 0).map(demandOf));
  const distinct = new Map<string, FileError>();
  for (const error of errors) {
    if (error.sharedBy?.length && wrongForAny.has(demandOf(error))) continue;
    const id = `${demandOf(error)} ${error.why} ${error.fix}`;
    const known = distinct.get(id);
    const reached = new Set([...(known?.sharedBy ?? []), ...(error.sharedBy ?? [])]);
    distinct.set(id, known?.sharedBy ? { ...known, sharedBy: [...reached] } : error);
  }
  return [...distinct.values()].sort(
    ({ place: a }, { place: b }) =>
      compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** What is asked for, and where. Of a shared file, what several tiers ask for alike is one demand. */
function demandOf({ place, key, allowed, sharedBy }: FileError): string {
  return `${formatPlace(place)} ${key} ${sharedBy ? allowed.replace(/\btier \w+/g, "tier") : allowed}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `3 errors in 1 file`. */
export function countErrors(errors: readonly FileError[]): string {
  const files = new Set(errors.map(({ place }) => place.file)).size;
  return `${errors.length} ${errors.length === 1 ? "error" : "errors"} in ${files} ${files === 1 ? "file" : "files"}`;
}
