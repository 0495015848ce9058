import { build } from "esbuild";
import { expect, test } from "vitest";
import { projectRoot } from "../../platform/root";

/** What is loaded with a source file: the ways from it to packages, by package. */
async function loadedWith(entry: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    absWorkingDir: projectRoot(),
    entryPoints: [entry],
    outdir: "out",
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
    metafile: true,
  });
  const packages = new Map<string, readonly string[]>();
  const ways = new Map<string, readonly string[]>([[entry, [entry]]]);
  for (const [file, way] of ways) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      const known = external ? packages : ways;
      if (kind !== "dynamic-import" && !known.has(path)) known.set(path, [...way, path]);
    }
  }
  return packages;
}

test("a command that builds no stack does not load cdktf and its provider, which takes longer than a check", async () => {
  const packages = await loadedWith("commands/strata.ts");
  expect([...packages.keys()]).toContain("zod");
  const needless = [...packages].filter(([name]) => /cdktf|constructs/.test(name));
  expect(needless.map(([, way]) => way.join(" > "))).toEqual([]);
});
