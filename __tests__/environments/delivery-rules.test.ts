import { describe, expect, test } from "vitest";
import { adding, type Case, edit, errorsOf, tells } from "./fixtures";

const whole = "engine: codepipeline, repository: example-org/strata, connection: github, branch: main";

/** The section, changed in one place. */
function application(from = "", to = ""): string {
  const text = `application: { delivery: { ${whole} } }`;
  return from ? edit(text, from, to) : text;
}

const search = "port: 8080, health: /, size: { cpuMillicores: 250, memoryMiB: 512 }, rollout: blue-green";

/** What says which branch is reviewed. */
const github = "organization: example-org, organizationId: '1', repository: strata, repositoryId: '2'";
const reviewed = `security: { delivery: { github: { ${github}, protectedBranch: main } } }`;

describe("a delivery", () => {
  test("without a mistake is accepted", () => {
    for (const name of ["dev", "stage"] as const) {
      expect(errorsOf(adding(name, application()))).toEqual([]);
    }
  });

  test("with engine none needs nothing", () => {
    expect(errorsOf(adding("stage", "application: { delivery: { engine: none } }"))).toEqual([]);
  });

  test("next to the old version of a service needs a route, and one of the edge will do", () => {
    const route = "presentation: { routes: { search: { host: search, to: services.search } } }";
    expect(errorsOf(adding("dev", `application: { services: { search: { ${search} } } }\n${route}`))).toEqual([]);
  });

  test.each<Case>([
    [
      "of a repository without a connection",
      adding("dev", application(", connection: github", "")),
      "dev.yaml:15:16 application.delivery.connection | nothing | where the repository is, as in github: the engine is codepipeline | Add the line",
    ],
    [
      "by Jenkins without a host name",
      adding("dev", application("engine: codepipeline", "engine: jenkins")),
      "dev.yaml:15:16 application.delivery.jenkins | nothing | the host name of the controller, its certificate and its sign-in: the engine is jenkins | Add the line",
    ],
    [
      "with a canary of more than half",
      adding("dev", application("branch: main", "branch: main, canary: { percent: 51 }")),
      "dev.yaml:15:135 application.delivery.canary.percent | 51 | a whole number from 1 to 50",
    ],
    [
      "with a canary that nothing watches",
      adding("dev", application("branch: main", "branch: main, canary: { alarms: [] }")),
      "dev.yaml:15:134 application.delivery.canary.alarms |",
    ],
    [
      "next to the old version of a service without a route",
      adding("dev", `application: { services: { search: { ${search} } } }`),
      "dev.yaml:15:116 application.services.search.rollout | blue-green | rolling for a service that no route of application.api.http or presentation leads to",
    ],
    [
      "without a repository",
      adding("dev", application(" repository: example-org/strata,", "")),
      "dev.yaml:15:16 application.delivery.repository | nothing | the repository that is delivered",
    ],
    [
      "without a branch",
      adding("dev", application(", branch: main", "")),
      "dev.yaml:15:16 application.delivery.branch | nothing | the branch that is delivered",
    ],
    [
      "of every branch that fits a pattern",
      adding("dev", application("branch: main", "branch: release/*")),
      "dev.yaml:15:110 application.delivery.branch | release/* | the name of one branch",
    ],
    [
      "of a branch that need not have been reviewed",
      adding("stage", `${application("branch: main", "branch: next")}\n${reviewed}`),
      "stage.yaml:15:110 application.delivery.branch | next | the protected branch (main, of security.delivery.github) in tier nonproduction",
    ],
    [
      "of findings that are critical alone",
      adding("stage", application("branch: main", "branch: main, failOn: critical")),
      "stage.yaml:15:124 application.delivery.failOn | critical | deliveries that end at findings of severity high (high or medium) in tier nonproduction",
    ],
    [
      "to production without an approval",
      adding("prod", application("branch: main", "branch: main, approval: none")),
      "prod.yaml:15:126 application.delivery.approval | none | a person who approves every deployment (manual) in tier production",
    ],
    [
      "of a repository without its owner",
      adding("dev", application("example-org/strata", "strata")),
      "dev.yaml:15:62 application.delivery.repository | strata | owner and name, as in example-org/strata",
    ],
    [
      "that asks for an error of the server",
      adding(
        "dev",
        `${application("branch: main", "branch: main, smokeTests: { api: { host: api, status: 500 } }")}\npresentation: { routes: { api: { host: api, to: site.main, methods: read } } }`,
      ),
      "dev.yaml:15:156 application.delivery.smokeTests.api.status | 500 | a whole number from 200 to 499",
    ],
  ])("%s is an error", tells);
});
