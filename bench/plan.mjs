// Times plans of dev, applied on the emulator: each stack by Terraform itself with xargs -P4, by Terragrunt where it is
// installed, and by strata. Wall time and CPU seconds of every process but the emulator's, way by way in each round.
// Usage: npm start -- --keep --full, then npm run bench:plan [-- <rounds>]. Without --full, much is still to be added, so
// that nearly every stack changes. Some types cannot even be planned on the emulator. Terraform by itself gets the same
// -target arguments as strata gives it, so that both plan the same resources. Terragrunt gets none, and ends with an error.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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
  // S3 Control puts the account before the host name, which no resolver knows: the emulator serves as its proxy.
  HTTP_PROXY: endpoint,
  AWS_EC2_METADATA_DISABLED: "true",
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

const strata = (...args) => ["node", join(root, "commands/launch.mjs"), ...args, "--emulator", "--skip-synth"];

/** A script that plans the stack it is given, with the arguments that strata gives Terraform for it. */
function planAlone() {
  const given = join(branch, "arguments");
  mkdirSync(given);
  const [recorder, script] = [join(branch, "recorder"), join(branch, "plan-alone")];
  const keep = 'if [ "$1" = plan ]; then printf "%s\\n" "$@" > "$BENCH_ARGUMENTS/$(basename "$PWD")"; exit 0; fi';
  writeFileSync(recorder, `#!/bin/sh\n${keep}\nexec terraform "$@"\n`);
  chmodSync(recorder, 0o755);
  const [program, ...args] = strata("plan", "dev-*", "--no-preview");
  const env = { ...environment, STRATA_TERRAFORM: recorder, BENCH_ARGUMENTS: given };
  const { status, stderr } = spawnSync(program, args, { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`strata plan failed:\n${stderr}`);
  for (const stack of stacks) {
    const lines = readFileSync(join(given, stack), "utf8").trim().split("\n");
    const same = lines.filter((line) => line === "-lock=false" || line.startsWith("-target="));
    writeFileSync(join(given, stack), same.join("\n"));
  }
  const terraform = `terraform -chdir="${folder}/$1" plan -input=false -no-color`;
  writeFileSync(script, `#!/bin/sh\nxargs ${terraform} < "${given}/$1"\n`);
  chmodSync(script, 0o755);
  return script;
}
const ways = [
  {
    name: "xargs -P4 terraform plan",
    command: ["bash", "-c", `printf '%s\\n' ${stacks.join(" ")} | xargs -P4 -n1 ${planAlone()}`],
  },
  {
    name: "terragrunt run-all plan",
    command: ["terragrunt", "run-all", "plan", "--terragrunt-working-dir", folder],
    needs: "terragrunt",
  },
  { name: "strata preview --all", command: strata("preview", "dev", "--all"), target: 0.6 },
  {
    name: "strata preview, one stack changes",
    command: strata("preview", "dev"),
    target: 0.6,
    env: { CDKTF_OUTDIR: branch },
  },
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
  return `${name.padEnd(35)}${wall.toFixed(1).padStart(7)} s${cpu.toFixed(1).padStart(7)} CPU s`;
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
    console.log(`${name.padEnd(35)}${needs} is not installed`);
    continue;
  }
  const [wall, cpu] = [median(runs.map((run) => run.wall)), median(runs.map((run) => run.cpu))];
  const ratio = `${(wall / base.wall).toFixed(2)} wall, ${(cpu / base.cpu).toFixed(2)} CPU of xargs`;
  const wanted = target === undefined ? "" : `, at most ${target} wanted`;
  console.log(`${describe(name, { wall, cpu })}  ${ratio}${wanted}`);
}
