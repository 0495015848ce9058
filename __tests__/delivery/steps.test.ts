import { describe, expect, test } from "vitest";
import { type Answers, missingPrograms, Workspace } from "./workspace";

const bySetting = "{VPC_ID}-{SECURITY_GROUP_ID}-{VOLUMES_KEY_ARN}".replaceAll("{", "${");

describe.skipIf(missingPrograms.length > 0)("the cluster", () => {
  const variables = { CLUSTER: "strata-dev-main", PARAMETER: "/strata/dev/cluster" };
  const value = { vpcId: "vpc-1", securityGroupId: "sg-1", volumesKeyArn: "arn:key" };
  const answers: Answers = {
    aws: `case "$*" in ssm*) cat parameter.json ;; esac`,
    kubectl: `cat "\${@: -1}" >"$RECORD/applied"`,
    helm: `cat "\${12}" >>"$RECORD/values"`,
  };

  function workspace(charts = "autoscaler kube-system https://charts.example.com 1.2.3\n"): Workspace {
    const place = new Workspace();
    place.write("parameter.json", JSON.stringify({ Version: 1, Value: JSON.stringify(value) }));
    place.write("release/charts", charts);
    place.write("release/manifests/cluster.yaml", `all: "${bySetting}"\n`);
    place.write("release/manifests/helm/autoscaler.yaml", 'vpcId: "${VPC_ID}"\n');
    return place;
  }

  test("gets what its parameter says, and charts in their versions, which Helm takes back by itself", async () => {
    const place = workspace();
    const { exitCode, calls } = await place.run("cluster", variables, answers);
    expect(exitCode).toBe(0);
    expect(place.kept("applied")).toBe('all: "vpc-1-sg-1-arn:key"\n');
    const helm = calls.filter((call) => call.startsWith("helm")).map((call) => call.replace(/\S+tmp\.\w+\//, ""));
    expect(helm).toEqual([
      "helm upgrade autoscaler autoscaler --install --repo https://charts.example.com --version 1.2.3 " +
        "--namespace kube-system --values autoscaler.yaml --rollback-on-failure --wait --timeout 10m",
    ]);
  });

  test("without charts, as in Auto Mode, calls no Helm", async () => {
    const { exitCode, calls } = await workspace("").run("cluster", variables, answers);
    expect(exitCode).toBe(0);
    expect(calls.filter((call) => call.startsWith("helm"))).toEqual([]);
  });

  test("stays as it is when a chart has a placeholder without a value", async () => {
    const place = workspace();
    place.write("release/manifests/helm/autoscaler.yaml", 'vpcId: "${VPC}"\n');
    const { exitCode, calls, output } = await place.run("cluster", variables, answers);
    expect(exitCode).toBe(1);
    expect(output).toContain("autoscaler.yaml: expected values for VPC, got nothing.");
    expect(calls.filter((call) => /^(kubectl|helm)/.test(call))).toEqual([]);
  });
});

describe.skipIf(missingPrograms.length > 0)("checks", () => {
  test("all run, and any of them ends the delivery", async () => {
    const answers = { npm: `case "$*" in "audit --audit-level"*) exit 1 ;; esac`, npx: "exit 1" };
    const { exitCode, calls, output } = await new Workspace().run("scan", { FAIL_ON: "medium" }, answers);
    expect(exitCode).toBe(1);
    expect(calls).toEqual([
      "npm ci --ignore-scripts --no-audit --no-fund",
      "npm run synth",
      "npx strata policy",
      "trivy fs --scanners misconfig --severity MEDIUM,HIGH,CRITICAL --exit-code 1 --quiet services",
      "npm audit --audit-level=moderate",
      "npm audit signatures",
      "trivy fs --scanners secret --exit-code 1 --quiet --skip-dirs node_modules --skip-dirs cdktf.out .",
    ]);
    expect(output).toContain("found something: static analysis of the infrastructure,audit of dependencies.");
  });

  test.each([
    ["static analysis", { npx: "exit 1" }],
    ["misconfiguration", { trivy: `case "$*" in *misconfig*) exit 1 ;; esac` }],
    ["dependencies", { npm: `case "$*" in *audit-level*) exit 1 ;; esac` }],
    ["secrets", { trivy: `case "$*" in *secret*) exit 1 ;; esac` }],
  ])("end the delivery: %s", async (_, answers: Answers) => {
    expect((await new Workspace().run("scan", { FAIL_ON: "high" }, answers)).exitCode).toBe(1);
  });

  test("that find nothing let it go on", async () => {
    expect((await new Workspace().run("scan", { FAIL_ON: "high" })).exitCode).toBe(0);
  });
});

describe.skipIf(missingPrograms.length > 0)("a test of what was deployed", () => {
  const SMOKE_TESTS = "account 401 https://api.dev.example.com/account; page 200 https://www.dev.example.com/";

  test("passes when all answer as expected", async () => {
    const curl = `case "$*" in *account) echo -n 401 ;; *) echo -n 200 ;; esac`;
    const { exitCode, calls } = await new Workspace().run("smoke", { SMOKE_TESTS }, { curl });
    expect(exitCode).toBe(0);
    expect(calls.map((call) => call.split(" ").at(-1))).toEqual([
      "https://api.dev.example.com/account",
      "https://www.dev.example.com/",
    ]);
  });

  test("names every one that does not", async () => {
    const curl = `case "$*" in *account) echo -n 502 ;; *) exit 6 ;; esac`;
    const { exitCode, output } = await new Workspace().run("smoke", { SMOKE_TESTS }, { curl });
    expect(exitCode).toBe(1);
    expect(output).toContain("error: account (expected 401, got 502),page (expected 200, got ).");
  });
});

describe.skipIf(missingPrograms.length > 0)("programs", () => {
  const install = ["delivery/scripts/tools.sh helm"];

  test("that are not what was pinned are not installed", async () => {
    const place = new Workspace().without("helm");
    const curl = `while [[ "$1" != --output ]]; do shift; done; echo other >"$2"`;
    const { exitCode, output } = await place.execute(install, {}, { curl });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/error: (https:\/\/get\.helm\.sh\/\S+ is not what was pinned|no version of helm)/);
  });

  test("that an image of an agent has are taken as they are", async () => {
    const { exitCode, calls } = await new Workspace().execute(install, {}, {});
    expect({ exitCode, calls }).toEqual({ exitCode: 0, calls: [] });
  });
});

describe.skipIf(missingPrograms.length > 0)("the step that tests", () => {
  const releases = "node delivery/scripts/release.mjs dev release";
  /** A workspace whose script that makes the release writes down what it is called with. */
  function workspace(): Workspace {
    const place = new Workspace();
    const writes = "import { appendFileSync } from 'node:fs';";
    const call = "['node delivery/scripts/release.mjs', ...process.argv.slice(2)].join(' ') + '\\n'";
    place.write("delivery/scripts/release.mjs", `${writes} appendFileSync(process.env.RECORD + '/calls', ${call});\n`);
    return place;
  }

  test("builds and tests the commit, and makes the release last", async () => {
    const { exitCode, calls } = await workspace().run("test", { ENVIRONMENT: "dev" });
    expect(exitCode).toBe(0);
    expect(calls).toEqual([
      "npm ci --ignore-scripts --no-audit --no-fund",
      ...["lint", "types", "test:unit", "synth"].map((script) => `npm run ${script}`),
      releases,
    ]);
  });

  test.each(["ci", "run lint", "run types", "run test:unit", "run synth"])(
    "makes no release when npm %s fails",
    async (failing) => {
      const npm = `case "$*" in "${failing}"*) exit 1 ;; esac`;
      const { exitCode, calls } = await workspace().run("test", { ENVIRONMENT: "dev" }, { npm });
      expect(exitCode).toBe(1);
      expect(calls).not.toContain(releases);
      expect(calls.at(-1)).toContain(`npm ${failing}`);
    },
  );
});
