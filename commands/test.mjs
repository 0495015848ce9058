// npm test: everything that has to pass, from a fresh clone. Installs what is missing first; see the README for what
// each level proves. Options go to vitest, as in `npm test -- --update`.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./install.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, ".strata", "test-reports");
const rungs = ["unit", "provider", "emulator"];

ensureDependencies();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function step(title, program, args) {
  console.log(`\n── ${title}`);
  const started = performance.now();
  const result = spawnSync(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  console.log(`── ${title}: ${result.status === 0 ? "passed" : "FAILED"} in ${seconds(started)}`);
  return result.status === 0;
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function vitest(rung) {
  const report = join(reports, `${rung}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const options = ["run", "--project", rung, ...reporters, ...process.argv.slice(2)];
  return step(`${rung} tests`, "vitest/vitest.mjs", options);
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

const started = performance.now();
const passed = [
  step("lint and format", "@biomejs/biome/bin/biome", ["check", "."]),
  step("types", "typescript/bin/tsc", ["-p", "."]),
  ...rungs.map(vitest),
];

const tests = rungs.flatMap(testsOf);
const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed");
if (skipped.length > 0) {
  console.log(`\n${skipped.length} tests were SKIPPED; what they need is said above:`);
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
}
console.log(`\nAll of it took ${seconds(started)}.`);
console.log(`tests: ${count("passed")} passed, ${count("failed")} failed, ${skipped.length} skipped`);
process.exitCode = passed.every(Boolean) && count("passed") > 0 ? 0 : 1;
