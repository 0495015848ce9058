import fc from "fast-check";
import { expect, test } from "vitest";
import { type Level, merge } from "../../environments/loader/merge";
import { isMap, valueAt } from "../../environments/loader/values";

const key = fc.constantFrom("a", "b", "c", "constructor");
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 2 }));
const { map } = fc.letrec((tie) => ({
  map: fc.dictionary(key, fc.oneof({ maxDepth: 3 }, scalar, tie("map")), { maxKeys: 3 }),
}));

/** Levels whose origins name their index, so that a test can find the level again. */
const levelsOf = (values: readonly unknown[]): Level[] =>
  values.map((value, line) => ({ value, origin: () => ({ kind: "file", place: { file: "", line } }) }));

const levels = fc.array(map, { minLength: 1, maxLength: 3 }).map(levelsOf);

const none = () => undefined;

function overlay(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) return lower;
  if (!isMap(lower) || !isMap(upper)) return upper;
  const keys = new Set([...Object.keys(lower), ...Object.keys(upper)]);
  return Object.fromEntries([...keys].map((name) => [name, overlay(valueAt(lower, [name]), valueAt(upper, [name]))]));
}

test("the merged value is each level laid over the one before", () => {
  fc.assert(
    fc.property(levels, (given) => {
      const expected = given.map(({ value }) => value).reduce(overlay);
      expect(merge(given, none).value).toEqual(expected);
    }),
  );
});

test("every leaf says what the merged value says, and so does the level it names as its origin", () => {
  fc.assert(
    fc.property(levels, (given) => {
      const { value, leaves } = merge(given, none);
      for (const leaf of leaves) {
        expect(valueAt(value, leaf.path)).toEqual(leaf.value);
        const source = leaf.origin.kind === "file" ? given[leaf.origin.place.line ?? -1] : undefined;
        expect(valueAt(source?.value, leaf.path)).toEqual(leaf.value);
      }
    }),
  );
});

test("no level above the origin has a say at a leaf", () => {
  fc.assert(
    fc.property(levels, (given) => {
      for (const { path, origin } of merge(given, none).leaves) {
        const index = origin.kind === "file" ? (origin.place.line ?? -1) : -1;
        expect(given.slice(index + 1).every(({ value }) => valueAt(value, path) === undefined)).toBe(true);
      }
    }),
  );
});

test("the leaves together are the merged value", () => {
  fc.assert(
    fc.property(levels, (given) => {
      const { value, leaves } = merge(given, none);
      const rebuilt = leaves.map(({ path, value: leaf }) =>
        path.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), leaf),
      );
      expect(rebuilt.reduce(overlay, {})).toEqual(value);
    }),
  );
});

test("a section of another kind starts afresh; one of the same kind or of none is taken over", () => {
  const kindOf = (path: readonly PropertyKey[]) => (path.join(".") === "state" ? "backend" : undefined);
  const state = (...values: object[]) => merge(levelsOf(values.map((value) => ({ state: value }))), kindOf).value;
  expect(state({ backend: "s3", bucket: "b" }, { backend: "local", directory: "d" })).toEqual({
    state: { backend: "local", directory: "d" },
  });
  expect(state({ backend: "s3", bucket: "b" }, { bucket: "c" })).toEqual({ state: { backend: "s3", bucket: "c" } });
  expect(state({ region: "r" }, { backend: "s3" })).toEqual({ state: { region: "r", backend: "s3" } });
});

test("none takes away what lower levels have, and what a higher one sets is there again", () => {
  const merged = (...values: object[]) =>
    merge(
      levelsOf(values),
      () => undefined,
      (path) => path.join(".") === "a",
    );
  expect(merged({ a: { b: 1 }, c: 1 }, { a: "none" }).value).toEqual({ c: 1 });
  expect(merged({ a: { b: 1 } }, { a: "none" }, { a: { d: 2 } }).value).toEqual({ a: { d: 2 } });
  expect(merged({ c: 1 }, { c: "none" }).value).toEqual({ c: "none" });
  expect(merged({ a: 1 }, { a: "none" }).leaves).toEqual([
    { path: ["a"], value: undefined, origin: { kind: "file", place: { file: "", line: 1 } } },
  ]);
});
