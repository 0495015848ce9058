import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { functionCode } from "../../platform/function-code";
import { projectRoot } from "../../platform/root";
import { applicationOf } from "../support/application";
import { environmentOf } from "../support/environment";
import { assetsOf } from "../support/layers";
import { temporaryFolder } from "../support/temporary";
import { type Answers, missingPrograms, Workspace } from "./workspace";

const gateway = { uses: { "tables.sessions": "write", "cache.main": "write", "database.main": "write" } };
const functions = { "documents-api": { timeoutSeconds: 15, memoryMiB: 512, uses: {} } };
const application = applicationOf({ gateway }, { functions });
const assets = assetsOf("application", environmentOf("production", { application }))("test");
const code = functionCode("documents-api");

const settings = {
  repositoryUrl: "registry/strata-test-gateway",
  targetGroupArn: "arn:target-group",
  environment: Object.fromEntries(
    [...new Set(assets["manifests/services/gateway.yaml"]?.match(/(?<=\$\{)[A-Z]+S?_[A-Z_]+(?=\})/g))]
      .filter((name) => /^(TABLES|CACHE|DATABASE)_/.test(name))
      .map((name) => [name, name.toLowerCase()]),
  ),
};
const cluster = { vpcId: "vpc-1", securityGroupId: "sg-1", volumesKeyArn: "arn:key" };
const parameter = (value: object) => JSON.stringify({ Version: 3, Value: JSON.stringify(value) });

const answers: Answers = {
  aws: `case "$*" in
  *services/gateway*) cat gateway.json ;;
  *ssm*cluster*) cat cluster.json ;;
  *describe-images*) [[ -e pushed ]] && echo sha256:1234 || exit 254 ;;
  *get-login-password*) echo password ;;
  *get-alias*) echo 1 ;;
  *list-versions*) echo 2 ;;
  *create-deployment*) echo d-1 ;;
  "lambda invoke"*) echo None ;;
esac`,
  docker: `case "$1" in login) cat >/dev/null ;; push) touch pushed ;; esac`,
  kubectl: `case "$*" in *--dry-run=server) ;; apply*gateway.yaml) cat "\${@: -1}" >"$RECORD/gateway" ;; apply*cluster.yaml) cat "\${@: -1}" >"$RECORD/cluster" ;; esac`,
  curl: "echo -n 401",
};

/** Variables as the projects of an environment have them. */
const variables = {
  APPLICATION: "strata-test-functions",
  CLUSTER: "strata-test-main",
  COMMIT: "0123456789abcdef0123456789abcdef01234567",
  ENVIRONMENT: "test",
  FAIL_ON: "high",
  FUNCTIONS: "documents-api=strata-test-documents-api",
  GROUPS_OF_DEPLOYMENT: "documents-api=strata-test-documents-api",
  PARAMETER: "/strata/test/cluster",
  PARAMETERS: "gateway=/strata/test/services/gateway",
  REPOSITORIES: "gateway=registry/strata-test-gateway",
  SMOKE_TESTS: "account 401 https://api.test.example.com/account",
};

/** Steps that have another's script, and what is theirs. */
const scripts: Readonly<Record<string, string>> = { applications: "functions" };
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  applications: {
    APPLICATION: "strata-test-applications",
    EVALUATED: "chat",
    EVALUATION: "strata-test-evaluation",
    FUNCTIONS: "chat=strata-test-chat",
    GROUPS_OF_DEPLOYMENT: "chat=strata-test-chat",
  },
  knowledge: { FOLDERS: "knowledge/handbook=strata-test-lake/handbook/" },
};

/** A workspace with the release of the layer, as the step that tests makes it. */
async function released(): Promise<Workspace> {
  const place = new Workspace();
  const outdir = temporaryFolder();
  const write = (file: string, content: string | Uint8Array) => {
    const path = join(outdir, "stacks/test-application/assets", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const ai = join(outdir, "stacks/test-ai/assets");
  mkdirSync(ai, { recursive: true });
  for (const [file, text] of Object.entries(assets)) if (file.startsWith("manifests/")) write(file, text);
  write("documents-api.zip", code);
  writeFileSync(join(ai, "chat.zip"), code);
  const release = ["delivery/scripts/release.mjs", "test", join(place.folder, "release")];
  await execa(process.execPath, release, { cwd: projectRoot(), env: { CDKTF_OUTDIR: outdir } });
  place.write("knowledge/handbook/chat.md", "# Chat\n");
  place.write("gateway.json", parameter(settings));
  place.write("cluster.json", parameter(cluster));
  return place;
}

describe.skipIf(missingPrograms.length > 0)("a delivery from the synthesized layer to the last request", () => {
  test("has a release with the manifests, the packages of functions and the charts in their versions", async () => {
    const place = await released();
    expect(place.read("release/functions")).toMatch(/^chat [A-Za-z0-9+/]{43}=\ndocuments-api [A-Za-z0-9+/]{43}=\n$/);
    expect(place.read("release/charts")).toMatch(
      /^cluster-autoscaler kube-system https:\S+ \d+\.\d+\.\d+\naws-load-balancer-controller kube-system https:\S+ \d+\.\d+\.\d+\n$/,
    );
    expect(place.read("release/manifests/services/gateway.yaml")).toBe(assets["manifests/services/gateway.yaml"]);
  });

  test("passes every step in the order of the pipeline, and leaves no placeholder", async () => {
    const place = await released();
    for (const step of ["scan", "images", "cluster", "services", "functions", "knowledge", "applications", "smoke"]) {
      if (step === "services") place.write("images_arm64/digests", place.read("images/digests"));
      const { exitCode, output } = await place.run(scripts[step] ?? step, { ...variables, ...others[step] }, answers);
      expect({ step, exitCode, output: exitCode === 0 ? "" : output }).toEqual({ step, exitCode: 0, output: "" });
    }
    expect(place.kept("gateway")).toContain("registry/strata-test-gateway@sha256:1234");
    expect(place.kept("gateway")).not.toMatch(/\$\{[A-Z_]+\}/);
    expect(place.kept("cluster")).not.toMatch(/\$\{[A-Z_]+\}/);
  });
});
