import { Token } from "cdktf";
import type { IResolveOptions } from "cdktf/lib/tokens/private/resolve";
import resolution from "cdktf/lib/tokens/private/resolve";

const resolveByCdktf = resolution.resolve;

/**
 * cdktf resolves a tree several times, and for every value in it creates contexts and runs five regular expressions,
 * although most values hold no token. These are taken as they are; cdktf resolves the rest.
 *
 * Every resolution also looks for references to other stacks, for which cdktf has a separate first pass
 * (`prepareStack`).
 */
Object.assign(resolution, {
  resolve(value: unknown, options: IResolveOptions) {
    // What a token holds inherits its context.
    if (options.previousContext) return resolveByCdktf(value, options);
    return resolve(value, { ...options, preparing: true }, [...(options.prefix ?? [])]);
  },
});

/** A string with a token in it, or with a number that may be one. */
const maybeToken = /TfToken\[|[-|\d.+]e[-|\d.eE+]/;
const tokenValues: readonly unknown[] = [
  Token.STRING_MAP_TOKEN_VALUE,
  Token.ANY_MAP_TOKEN_VALUE,
  Token.NUMBER_MAP_TOKEN_VALUE,
];
/** Numbers that represent tokens are beyond this, as in -1.9e289. */
const largestPlain = 1e100;
/** Where cdktf takes a tree for an endless one. */
const deepest = 200;

/** @param path keys that lead to the value, for messages; the same afterward */
function resolve(value: unknown, options: IResolveOptions, path: string[]): unknown {
  if (isPlain(value)) return value;
  if (!isBranch(value) || path.length > deepest) return resolveByCdktf(value, { ...options, prefix: [...path] });

  const resolveAt = (key: string, item: unknown) => {
    if (isPlain(item)) return item;
    path.push(key);
    const resolved = resolve(item, options, path);
    path.pop();
    return resolved;
  };
  if (Array.isArray(value)) {
    return value.map((item, index) => resolveAt(String(index), item)).filter((item) => item !== undefined);
  }
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const resolved = resolveAt(key, item);
    if (resolved !== undefined) result[key] = resolved;
  }
  return result;
}

/** Whether cdktf would return the value as it is. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return !maybeToken.test(value) && !tokenValues.includes(value);
    case "number":
      return Math.abs(value) < largestPlain && !tokenValues.includes(value);
    case "boolean":
    case "undefined":
      return true;
    default:
      return value === null;
  }
}

/** Whether the value is a list or an object that is no token itself, neither alone nor by what it holds. */
function isBranch(value: unknown): value is unknown[] | Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || value instanceof Date) return false;
  if (Array.isArray(value)) return !value.some(isListToken);
  return !("resolve" in value) && Object.keys(value).every(isPlain);
}

/** Whether a list that holds this is a token as a whole, as in ["#{TfToken[TOKEN.1]}"]. */
function isListToken(item: unknown): boolean {
  return typeof item === "number" ? !isPlain(item) : typeof item === "string" && item.includes("#{TfToken[");
}
