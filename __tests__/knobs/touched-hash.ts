import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isMap } from "../../environments/loader/values";
import type { Graph } from "./graph";
import type { Touched } from "./touched";

/**
 * A short text that stays the same while an edit changes the same arguments of the same resources in the same way. What
 * else these resources say does not matter, so that work elsewhere does not make a record stale.
 */
export function touchedHash(base: Graph, edited: Graph, { added, changed, removed }: Touched): string {
  const differences = changed.flatMap((key) => {
    const [before, after] = [base.get(key), edited.get(key)];
    return [
      ...differencesOf(before?.content, after?.content, key),
      // Tags of a provider are on all its resources: one more changes nothing.
      ...differencesOf(before?.provider, after?.provider, "provider"),
      ...ignoredBy(after?.content, key),
    ];
  });
  const comings = [...added.map((key) => `+ ${key}`), ...removed.map((key) => `- ${key}`)];
  const lines = [...comings, ...new Set(differences)].sort();
  return createHash("sha256")
    .update(withoutHashes(lines.join("\n")))
    .digest("hex")
    .slice(0, 12);
}

/** Changes that Terraform ignores. */
function ignoredBy(content: unknown, key: string): string[] {
  const lifecycle = isMap(content) && isMap(content.lifecycle) ? content.lifecycle : {};
  return lifecycle.ignore_changes === undefined ? [] : [`${key} ignores ${JSON.stringify(lifecycle.ignore_changes)}`];
}

/** Where two values differ, as in `path: before → after`; items of a list wherever they are in it. */
export function differencesOf(before: unknown, after: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [one, other] = [parsed(before), parsed(after)];
  if (isMap(one) && isMap(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differencesOf(one[name], other[name], `${path}.${name}`));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const [gone, come] = [without(one, other), without(other, one)];
    return [`${path}: ${JSON.stringify(gone)} → ${JSON.stringify(come)}`];
  }
  return [`${path}: ${JSON.stringify(one)} → ${JSON.stringify(other)}`];
}

function without(items: readonly unknown[], others: readonly unknown[]): unknown[] {
  const texts = new Set(others.map((item) => JSON.stringify(item)));
  return items.filter((item) => !texts.has(JSON.stringify(item)));
}

/** What a text in JSON says, as policies and dashboards are written. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Hashes of files change with every edit of the files. */
function withoutHashes(text: string): string {
  return text.replace(/[0-9a-f]{12,}|[A-Za-z0-9+/]{43}=/g, "#");
}
