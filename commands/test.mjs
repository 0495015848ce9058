// npm test: everything that has to pass, from a fresh clone. Installs what is missing first; see the README for what
// each rung proves. Options go to vitest, as in `npm test -- --update`.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./install.mjs";
import { report, runRung, seconds } from "./rung.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, ".strata", "test-reports");
const testRungs = ["unit", "provider", "emulator"];

ensureDependencies();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function run(title, program, args, options) {
  return runRung(title, join(root, "node_modules", program), args, { cwd: root, ...options });
}

function vitest(rung, options) {
  const file = join(reports, `${rung}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const args = ["run", "--project", rung, ...reporters, ...process.argv.slice(2)];
  return run(`${rung} tests`, "vitest/vitest.mjs", args, options);
}

/**
 * Every test of a rung, as vitest reported it; a file that could not be loaded counts as one that failed. Nothing when
 * vitest did not come that far.
 */
function testsOf(rung) {
  try {
    const { testResults } = JSON.parse(readFileSync(join(reports, `${rung}.json`), "utf8"));
    return testResults.flatMap(({ assertionResults, status, name }) =>
      assertionResults.length === 0 && status === "failed" ? [{ status, fullName: name }] : assertionResults,
    );
  } catch {
    return [];
  }
}

// A second Ctrl-C ends this program; the first one ends the rungs, which clean up and report.
process.once("SIGINT", () => console.log("\nInterrupted: waiting for the rungs to end. Ctrl-C again stops at once."));

const started = performance.now();
console.log(
  "The emulator tests run first and longest, and mostly wait: the other rungs run at the same time, one after the other, " +
    "at low priority. The output of the emulator tests follows when they end.",
);
const emulator = vitest("emulator", { held: true });
const rungs = [];
for (const begin of [
  (options) => run("lint and format", "@biomejs/biome/bin/biome", ["check", "."], options),
  (options) => run("types", "typescript/bin/tsc", ["-p", "."], options),
  (options) => vitest("unit", options),
  (options) => vitest("provider", options),
]) {
  const rung = await begin({ lowPriority: true });
  report(rung);
  rungs.push(rung);
}
console.log("\nWaiting for the end of the emulator tests …");
const slowest = await emulator;
report(slowest);
rungs.push(slowest);

const tests = testRungs.flatMap(testsOf);
const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed");
if (skipped.length > 0) {
  console.log(`\n${skipped.length} tests were SKIPPED; their output above says what they need:`);
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
}
console.log(`\nrung             wall       CPU   (${availableParallelism()} processors)`);
for (const { title, wall, cpu } of rungs) {
  const used = cpu === undefined ? "unknown" : seconds(cpu);
  console.log(`${title.padEnd(16)} ${seconds(wall).padStart(8)} ${used.padStart(9)}`);
}
console.log(`\nEverything took ${seconds(performance.now() - started)}.`);
console.log(`tests: ${count("passed")} passed, ${count("failed")} failed, ${skipped.length} skipped`);
process.exitCode = rungs.every(({ passed }) => passed) && count("passed") > 0 ? 0 : 1;
