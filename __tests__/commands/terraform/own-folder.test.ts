import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inOwnFolder } from "../../../commands/terraform/own-folder";
import { temporaryFolder } from "../../support/temporary";

/** No process has this id: it is above the highest that Linux gives out. */
const goneProcess = 2 ** 22 + 1;

it("gives the next run the folder of the last, without its secrets", async () => {
  const folder = join(temporaryFolder(), "dev");
  await inOwnFolder(folder, ["plan"], async (own) => {
    writeFileSync(join(own, "initialized"), "yes");
    writeFileSync(join(own, "plan"), "secret");
  });
  expect(readdirSync(folder)).toEqual(["initialized"]);
  expect(await inOwnFolder(folder, ["plan"], async (own) => readdirSync(own))).toEqual(["initialized"]);
});

it("gives runs at the same time a folder each, and keeps one", async () => {
  const parent = temporaryFolder();
  const folder = join(parent, "dev");
  let arrived = 0;
  let everybodyIsHere = () => {};
  const all = new Promise<void>((resolve) => {
    everybodyIsHere = resolve;
  });
  const run = (text: string) =>
    inOwnFolder(folder, [], async (own) => {
      writeFileSync(join(own, "state"), text);
      arrived += 1;
      if (arrived === 3) everybodyIsHere();
      await all;
      return readFileSync(join(own, "state"), "utf8");
    });
  expect(await Promise.all([run("one"), run("two"), run("three")])).toEqual(["one", "two", "three"]);
  expect(readdirSync(parent)).toEqual(["dev"]);
});

it("takes the folder of a run that was killed, and removes the secrets in it", async () => {
  const folder = join(temporaryFolder(), "dev");
  const left = `${folder}.${hostname()}-${goneProcess}-1`;
  mkdirSync(left);
  writeFileSync(join(left, "initialized"), "yes");
  writeFileSync(join(left, "plan"), "secret");
  expect(await inOwnFolder(folder, ["plan"], async (own) => readdirSync(own))).toEqual(["initialized"]);
  expect(existsSync(left)).toBe(false);
});

it("leaves the folder of a run on another machine alone", async () => {
  const folder = join(temporaryFolder(), "dev");
  const others = `${folder}.another-machine-${goneProcess}-1`;
  mkdirSync(others);
  writeFileSync(join(others, "state"), "theirs");
  expect(await inOwnFolder(folder, [], async (own) => readdirSync(own))).toEqual([]);
  expect(readdirSync(others)).toEqual(["state"]);
});

it("gives the folder back after an error", async () => {
  const folder = join(temporaryFolder(), "dev");
  const broken = inOwnFolder(folder, ["plan"], async (own) => {
    writeFileSync(join(own, "plan"), "secret");
    throw new Error("broken");
  });
  await expect(broken).rejects.toThrow("broken");
  expect(readdirSync(folder)).toEqual([]);
});
