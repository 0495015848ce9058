import { join } from "node:path";
import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { projectRoot } from "../../platform/root";
import { clean, dev, edit, folderOf, prod } from "./fixtures";

test("primaries come before followers, which know their primary", () => {
  const [first, second, third, fourth, ...others] = loadEnvironments(folderOf(clean));
  expect([first, second, third, fourth].map((environment) => environment?.name)).toEqual([
    "dev",
    "stage",
    "prod",
    "dr",
  ]);
  expect(others).toEqual([]);
  expect(fourth?.primary).toBe(third);
  expect(third).not.toHaveProperty("primary");
});

test("environments are frozen all the way down", () => {
  const frozen = (value: unknown): boolean =>
    typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(loadEnvironments(folderOf(clean)).every(frozen)).toBe(true);
});

test("the order of the zones in a file means nothing", () => {
  const turned = edit(prod, "us-east-1a, us-east-1b, us-east-1c", "us-east-1c, us-east-1a, us-east-1b");
  const zonesOf = (text: string) =>
    loadEnvironments(folderOf({ ...clean, prod: text })).find(({ name }) => name === "prod")?.zones;
  expect(zonesOf(turned)).toEqual(["us-east-1a", "us-east-1b", "us-east-1c"]);
  expect(zonesOf(edit(prod, "us-east-1b", "us-east-1d"))).toEqual(["us-east-1a", "us-east-1d", "us-east-1c"]);
});

test("the error lists every error and has no need of its stack", () => {
  const folder = folderOf({ ...clean, dev: `${dev}x: 1\n`, prod: edit(prod, "us-east-1c", "us-east-1z") });
  let thrown: unknown;
  try {
    loadEnvironments(folder);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ name: "UserError" });
  expect((thrown as Error).message.split("\n")).toEqual([
    expect.stringMatching(
      /^environments\/dev.yaml:15:1 {2}x: expected a key of an environment file \(.*, got the key x\. Remove it\.$/,
    ),
    expect.stringMatching(
      /^environments\/prod.yaml:6:33 {2}zones\[2\]: expected a zone of us-east-1 \(.*\), got us-east-1z\. .*\.$/,
    ),
    "",
    "2 errors in 2 files",
  ]);
});

test("the environments of the repository load", () => {
  expect(loadEnvironments().map(({ name }) => name)).toEqual(["dev", "stage", "prod", "dr"]);
});

test("the environments that only the tests with the real provider build are right too", () => {
  expect(loadEnvironments(join(projectRoot(), "__tests__/provider/variants")).map(({ name }) => name)).toContain(
    "lone",
  );
});
