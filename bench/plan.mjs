// Times plans of dev, applied on the emulator: each stack by Terraform itself with xargs -P4, by Terragrunt where it is
// installed, and by strata. Wall time and CPU seconds of every process but the emulator's, way by way in each round.
// Usage: npm start -- --keep --full, then npm run bench:plan [-- <rounds>]. Without --full, much is still to be added, so
// that nearly every stack changes. Terraform alone ends with an error where the emulator lacks a service: see the exit codes.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = process.env.STRATA_WORK_FOLDER || join(root, ".strata");
const synthesized = process.env.CDKTF_OUTDIR || join(root, "cdktf.out");
const folder = join(work, "emulator");
const rounds = Number(process.argv[2] ?? 1);

const record = join(folder, "process.json");
if (!existsSync(record)) {
  console.error("expected an emulator with dev applied, found none. Run `npm start -- --keep --full` first.");
  process.exit(1);
}
const endpoint = `http://127.0.0.1:${JSON.parse(readFileSync(record, "utf8")).port}`;
const stacks = readdirSync(folder).filter((name) => existsSync(join(folder, name, "cdk.tf.json")));
const environment = {
  ...process.env,
  STRATA_WORK_FOLDER: work,
  CDKTF_OUTDIR: synthesized,
  CHECKPOINT_DISABLE: "1",
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
};

/** A copy of what was synthesized in which one resource of dev-network differs: a branch that touches one stack. */
const branch = mkdtempSync(join(tmpdir(), "strata-bench-"));
process.on("exit", () => rmSync(branch, { recursive: true, force: true }));
cpSync(synthesized, branch, { recursive: true, filter: (path) => !path.endsWith(".terraform") });
const changed = join(branch, "stacks", "dev-network", "cdk.tf.json");
const json = JSON.parse(readFileSync(changed, "utf8"));
for (const vpc of Object.values(json.resource.aws_vpc)) vpc.tags = { ...vpc.tags, bench: "yes" };
writeFileSync(changed, JSON.stringify(json));

const terraform = `terraform -chdir=${join(folder, "{}")} plan -input=false -lock=false -no-color`;
const strata = (...args) => ["node", join(root, "commands/launch.mjs"), ...args, "--emulator", "--skip-synth"];
const ways = [
  {
    name: "xargs -P4 terraform plan",
    command: ["bash", "-c", `printf '%s\\n' ${stacks.join(" ")} | xargs -P4 -I{} ${terraform}`],
  },
  {
    name: "terragrunt run-all plan",
    command: ["terragrunt", "run-all", "plan", "--terragrunt-working-dir", folder],
    needs: "terragrunt",
  },
  { name: "strata preview dev", command: strata("preview", "dev"), target: 0.6 },
  {
    name: "strata plan, one stack changes",
    command: strata("plan", "dev-*"),
    target: 0.5,
    env: { CDKTF_OUTDIR: branch },
  },
  { name: "strata plan --no-preview", command: strata("plan", "dev-*", "--no-preview"), target: 1 },
];

/** Wall and CPU seconds of a command and all that it starts. A plan with changes exits with another code than one without. */
function measure({ command, env }) {
  const log = join(branch, "time");
  const [program, ...args] = ["/usr/bin/time", "-q", "-o", log, "-f", "%e %U %S", ...command];
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    env: { ...environment, ...env },
    encoding: "utf8",
  });
  const [wall, user, system] = readFileSync(log, "utf8").trim().split(" ").map(Number);
  return { wall, cpu: user + system, status, output: stdout + stderr };
}

function describe(name, { wall, cpu }) {
  return `${name.padEnd(32)}${wall.toFixed(1).padStart(7)} s${cpu.toFixed(1).padStart(7)} CPU s`;
}

const has = (program) => spawnSync("which", [program]).status === 0;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const results = new Map(ways.map(({ name }) => [name, []]));
console.log(`${stacks.length} stacks at ${endpoint}, ${rounds} round${rounds === 1 ? "" : "s"}`);
for (let round = 0; round < rounds; round += 1) {
  for (const way of ways) {
    if (way.needs && !has(way.needs)) continue;
    const result = measure(way);
    console.log(`${describe(way.name, result)}  exit ${result.status}`);
    if (process.env.BENCH_VERBOSE) console.log(result.output);
    results.get(way.name).push(result);
  }
}

console.log(`median of ${rounds} round${rounds === 1 ? "" : "s"}`);
const first = results.get(ways[0].name);
const base = { wall: median(first.map(({ wall }) => wall)), cpu: median(first.map(({ cpu }) => cpu)) };
for (const { name, target, needs } of ways) {
  const runs = results.get(name);
  if (runs.length === 0) {
    console.log(`${name.padEnd(32)}${needs} is not installed`);
    continue;
  }
  const [wall, cpu] = [median(runs.map((run) => run.wall)), median(runs.map((run) => run.cpu))];
  const ratio = `${(wall / base.wall).toFixed(2)} wall, ${(cpu / base.cpu).toFixed(2)} CPU of xargs`;
  const wanted = target === undefined ? "" : `, at most ${target} wanted`;
  console.log(`${describe(name, { wall, cpu })}  ${ratio}${wanted}`);
}
