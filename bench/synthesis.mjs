// Times the synthesis of all environments, this project's way and the stock cdktf template's way, in one run.
// Usage: npm run bench [-- <runs>]
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTemplateProject } from "./template-project.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const template = join(root, ".strata", "bench");
const runs = Number(process.argv[2] ?? 3);
const environment = { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" };
const gnuTime = existsSync("/usr/bin/time") ? ["/usr/bin/time", "-f", "%M"] : [];

if (!existsSync(join(root, "bench", "node_modules"))) {
  console.log("Installing what the template runs on into bench/node_modules …");
  run(["npm", "ci"], join(root, "bench"));
}
writeTemplateProject(root, template);

const ways = [
  { name: "npm run synth", folder: root, command: ["npm", "run", "--silent", "synth"] },
  { name: "cdktf synth", folder: root, command: ["npx", "cdktf", "synth"] },
  { name: "template: ts-node main.ts", folder: template, command: ["npx", "ts-node", "main.ts"] },
  { name: "template: cdktf synth", folder: template, command: ["npx", "cdktf", "synth"] },
];

function run(command, cwd, env = environment) {
  const [program, ...args] = [...gnuTime, ...command];
  const started = performance.now();
  const result = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  if (result.status !== 0) throw new Error(`${command.join(" ")} failed:\n${result.stdout}${result.stderr}`);
  return { seconds, mebibytes: gnuTime.length ? Number(result.stderr.trim().split("\n").at(-1)) / 1024 : Number.NaN };
}

function stacksOf(folder) {
  const stacks = join(folder, "cdktf.out", "stacks");
  return readdirSync(stacks).map((stack) => readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"));
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

console.log(`${runs} runs each after one to warm up; median wall time and peak memory of the largest process`);
for (const { name, folder, command } of ways) {
  // The template's project keeps cdktf's stack traces, as any stock project does.
  const env = folder === template ? { ...environment, STRATA_STACK_TRACES: "1" } : environment;
  run(command, folder, env);
  const results = Array.from({ length: runs }, () => run(command, folder, env));
  const seconds = median(results.map((result) => result.seconds)).toFixed(2);
  const mebibytes = Math.round(median(results.map((result) => result.mebibytes)));
  console.log(`${name.padEnd(28)}${seconds.padStart(8)} s${String(mebibytes).padStart(8)} MiB`);
}

const same = JSON.stringify(stacksOf(root)) === JSON.stringify(stacksOf(template));
console.log(same ? "All ways wrote the same bytes." : "The ways wrote different bytes.");
process.exitCode = same ? 0 : 1;
