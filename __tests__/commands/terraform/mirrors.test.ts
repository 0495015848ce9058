import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findMirror, mirrorLayout } from "../../../commands/terraform/mirrors";
import { temporaryFolder } from "../../support/temporary";
import { packedMirror, unpackedMirror } from "./fakes";

const limits = { depth: 3, folders: 100, milliseconds: 10_000 };

it("tells the layouts of a mirror apart, and other versions and platforms from ours", () => {
  expect(mirrorLayout(unpackedMirror(temporaryFolder()))).toBe("unpacked");
  expect(mirrorLayout(packedMirror(temporaryFolder()))).toBe("packed");
  expect(mirrorLayout(unpackedMirror(temporaryFolder(), "4.0.0"))).toBeUndefined();
  expect(mirrorLayout(unpackedMirror(temporaryFolder(), undefined, "plan9_mips"))).toBeUndefined();
  expect(mirrorLayout(join(temporaryFolder(), "missing"))).toBeUndefined();
});

it("finds a mirror below the folders it is given, the nearest first", () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  unpackedMirror(join(first, "a/b/deep"));
  const near = packedMirror(join(second, "near"));
  expect(findMirror([join(first, "missing"), first, second], limits)).toBe(near);
});

it("finds a mirror that is the starting folder itself, or a link", () => {
  const mirror = unpackedMirror(temporaryFolder());
  expect(findMirror([mirror], limits)).toBe(mirror);
  const start = temporaryFolder();
  symlinkSync(mirror, join(start, "link"));
  expect(findMirror([start], limits)).toBe(join(start, "link"));
});

it("passes over a mirror of another version", () => {
  const start = temporaryFolder();
  unpackedMirror(join(start, "a"), "4.0.0");
  const right = unpackedMirror(join(start, "b"));
  expect(findMirror([start], limits)).toBe(right);
});

it("gives up beyond its depth and its number of folders", () => {
  const start = temporaryFolder();
  unpackedMirror(join(start, "a/b/c/d/e"));
  expect(findMirror([start], limits)).toBeUndefined();
  expect(findMirror([start], { ...limits, depth: 4 })).toBeDefined();
  expect(findMirror([start], { ...limits, depth: 4, folders: 3 })).toBeUndefined();
  expect(findMirror([start], { ...limits, depth: 4, milliseconds: 0 })).toBeUndefined();
});

it("is not held by a loop of links", () => {
  const start = temporaryFolder();
  mkdirSync(join(start, "a"));
  symlinkSync(start, join(start, "a/loop"));
  expect(findMirror([start], { ...limits, depth: 1_000 })).toBeUndefined();
});
