import { expect, test } from "vitest";
import { lossOf } from "../../commands/check/compare";
import { loadEnvironments } from "../../environments/load";
import { fixedKnobs } from "./fixed-knobs";
import { knobsPage, lostBy, type WalkedEnvironment } from "./page";
import { readRecord } from "./record";
import { walkedKnobs } from "./walk";

function walked(name: string): WalkedEnvironment {
  const environment = loadEnvironments().find((one) => one.name === name) ?? expect.fail(`no environment ${name}`);
  return { name, knobs: walkedKnobs(environment), record: readRecord(name).knobs };
}

test("docs/knobs.md says what was recorded", async () => {
  const page = knobsPage({ first: walked("dev"), second: walked("prod"), reasons: fixedKnobs });
  await expect(page).toMatchFileSnapshot("../../docs/knobs.md");
});

test.each(["dev", "prod"])("a knob of %s says so in its description where it loses data", (name) => {
  const { knobs, record } = walked(name);
  const silent = knobs.flatMap(({ key, description }) => {
    const lost = record[key] ? lostBy(record[key]) : [];
    return lost.length > 0 && lossOf(description) === "" ? [`${key}: ${lost.join(", ")}`] : [];
  });
  expect(silent).toEqual([]);
});

test("every knob of dev has a record, or a reason why it has none", () => {
  const { knobs, record } = walked("dev");
  expect(knobs.flatMap(({ key }) => (record[key] || fixedKnobs[key] ? [] : [key]))).toEqual([]);
});
