/** Where a value is in an environment: the keys from the root, with numbers for list items. */
export type Path = readonly PropertyKey[];

/** Whether the value is a YAML map, the only kind of value that is merged key by key. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at the path, or undefined. Only own keys count, so that `constructor` is no key of every map. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    return (at as Record<PropertyKey, unknown>)[key];
  }, value);
}

/** What a section with free keys holds, by key; nothing where there is no section. */
export function entriesOf<T>(section: Readonly<Record<string, T | undefined>> | undefined): [string, T][] {
  return Object.entries(section ?? {}).filter((entry): entry is [string, T] => entry[1] !== undefined);
}

/** `network.natPerAz`, `zones[1]`; empty for the root. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? formatKey(key) : `${text}.${formatKey(key)}`;
  }, "");
}

/** The longest key that AWS takes anywhere: what is longer is a mistake that need not be seen whole. */
const longestKey = 255;

/** A key as it can be printed, whatever it is: on one line, without control characters, cut where it is absurd. */
export function formatKey(key: PropertyKey): string {
  const text = printable(String(key));
  return text.length > longestKey ? shorten(text) : text;
}

/** The text with what a terminal would obey or hide instead of print written out, as in `\u001b`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) => {
    const json = JSON.stringify(found).slice(1, -1);
    return json === found ? `\\u${found.codePointAt(0)?.toString(16).padStart(4, "0")}` : json;
  });
}

/** The value on one line, lists and maps in flow style, cut to `width` characters. */
export function snippet(value: unknown, width = 60): string {
  return shorten(flow(value), width);
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${key}: ${flow(item)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  if (typeof value === "string" && isPlain(value)) return value;
  return JSON.stringify(value) ?? "nothing";
}

/** Whether YAML reads the text as a text without quotes. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9/]([\w ./:@+-]*[\w/])?$/.test(text) &&
    !/: |^(true|false|null)$/i.test(text) &&
    Number.isNaN(Number(text))
  );
}

/** The text on one line and printable, cut to `width` characters. */
export function shorten(text: string, width = 60): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
