import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { projectRoot } from "../../../platform/root";
import { built, fakeStack } from "../../support/fake-stacks";
import { suiteFolder, temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, write } from "../terraform/fakes";

/**
 * Replaces Terraform. A plan waits until another plan has begun. Then it reports that it would create a VPC, or fails if
 * both have the same folder.
 */
function terraformForTwo(meeting: string): string {
  return fakeTerraform(`${answersVersion("1.11.0")}
[ "$1" = init ] && exit 0
name=$(basename "$PWD")
[ -e "${meeting}/$name" ] && echo "the folder is shared" >&2 && exit 1
touch "${meeting}/$name"
for _ in $(seq 1200); do
  [ "$(ls "${meeting}" | wc -l)" -ge 2 ] && [ -e terraform.tfstate ] && break
  sleep 0.1
done
[ -e terraform.tfstate ] || exit 1
echo '{"type":"planned_change","change":{"resource":{"addr":"module.dev-network.aws_vpc.vpc"},"action":"create"}}'`);
}

/** What synthesis writes of one stack whose state is a file. */
function synthesizedIn(folder: string): void {
  const id = "dev-network";
  const stacks = {
    [id]: { workingDirectory: `stacks/${id}`, synthesizedStackPath: `stacks/${id}/cdk.tf.json`, dependencies: [] },
  };
  const { json } = fakeStack(id, {
    resources: { "aws_vpc.vpc": built(`${id}/vpc/vpc`) },
    json: { terraform: { backend: { local: { path: "nowhere.tfstate" } } } },
  });
  write(join(folder, "manifest.json"), JSON.stringify({ stacks }));
  write(join(folder, `stacks/${id}/cdk.tf.json`), JSON.stringify(json));
}

it("two previews in one checkout do not disturb each other", async () => {
  const folder = temporaryFolder();
  synthesizedIn(folder);
  const env = {
    STRATA_TERRAFORM: terraformForTwo(temporaryFolder()),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
    STRATA_WORK_FOLDER: join(folder, "work"),
    CDKTF_OUTDIR: folder,
  };
  const preview = () =>
    execa(process.execPath, ["commands/launch.mjs", "preview", "dev", "--json", "--skip-synth"], {
      cwd: projectRoot(),
      env,
      reject: false,
    });
  for (const { exitCode, stdout, stderr } of await Promise.all([preview(), preview()])) {
    expect(stderr).toBe("");
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).changes).toMatchObject([{ action: "create", place: { stack: "dev-network" } }]);
  }
  expect(readdirSync(join(folder, "work", "merged"))).toEqual(["preview-dev"]);
  expect(readdirSync(join(folder, "work", "merged", "preview-dev"))).not.toContain("terraform.tfstate");
});

/** Replaces Terraform. Each run is in its folder for a while, and fails where another one is. */
function terraformForOne(): string {
  return fakeTerraform(`${answersVersion("1.11.0")}
mkdir busy 2>/dev/null || { echo "the folder is shared" >&2; exit 1; }
sleep 0.5
rmdir busy
[ "$1" = plan ] || exit 0
case "$*" in *-refresh-only*) exit 0 ;; esac
echo '{"type":"planned_change","change":{"resource":{"addr":"aws_vpc.vpc"},"action":"create"}}'
exit 2`);
}

it.each([
  ["plans", ["plan", "dev-network"]],
  ["looks for drift", ["drift", "dev-network", "--out", join(suiteFolder(), "drift")]],
])("two %s of one stack take turns in its folder", async (_, command) => {
  const folder = temporaryFolder();
  synthesizedIn(folder);
  const env = {
    STRATA_TERRAFORM: terraformForOne(),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
    STRATA_WORK_FOLDER: join(folder, "work"),
    CDKTF_OUTDIR: folder,
  };
  const run = () =>
    execa(process.execPath, ["commands/launch.mjs", ...command, "--skip-synth"], {
      cwd: projectRoot(),
      env,
      reject: false,
    });
  for (const { exitCode, stderr } of await Promise.all([run(), run()])) {
    expect([exitCode, stderr]).toEqual([0, ""]);
  }
  expect(readdirSync(join(folder, "stacks", "dev-network"))).not.toContain(".strata-run");
});
