import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { projectRoot } from "../../../platform/root";
import { built, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
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
