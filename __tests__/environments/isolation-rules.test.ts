import { describe, expect, test } from "vitest";
import { adding, type Case, edit, editing, errorsOf, placesOfErrors, tells, unrecovered } from "./fixtures";

const github = (environment = "") =>
  `security: { delivery: { github: { organization: strata, organizationId: "1", repository: platform, repositoryId: "2", protectedBranch: main${environment} } } }`;
const agents = (plan: string, apply: string) =>
  `security: { delivery: { jenkins: { kind: agents, planRoleArn: "arn:aws:iam::222222222222:role/${plan}", applyRoleArn: "arn:aws:iam::222222222222:role/${apply}" } } }`;
const people = (account: string) =>
  `security: { personas: { identity: { kind: saml, providerArn: "arn:aws:iam::${account}:saml-provider/workforce" } } }`;
const clients = (developer: string) =>
  `clientIds: { developer: ${developer}, deployer: b, operations: c, ai-engineer: d }`;
const oidc = (issuer: string, developer = "a") =>
  `security: { personas: { identity: { kind: oidc, issuer: ${issuer}, ${clients(developer)} } } }`;

describe("environments are kept apart", () => {
  test("production has a separate account", () => {
    const files = { ...unrecovered, prod: edit(unrecovered.prod ?? "", '"333333333333"', '"222222222222"') };
    expect(errorsOf(files)).toContainEqual(
      expect.stringMatching(
        /prod\.yaml:4:10 account \| "222222222222" \| a value other than that of stage \(environments\/stage\.yaml:4:10\): /,
      ),
    );
  });

  test("lower tiers may share one", () => {
    const owns = "owns: { account: false, region: false }\n";
    const files = { ...unrecovered, dev: `${edit(unrecovered.dev ?? "", "111111111111", "222222222222")}${owns}` };
    expect(errorsOf(files)).toEqual([]);
  });

  test.each<Case>([
    [
      "production among the states of a lower tier",
      editing("stage", "bucket: stage-states", "bucket: prod-states"),
      "prod.yaml:8:31 state.bucket | prod-states | a value other than that of stage (environments/stage.yaml:10:11): the pipeline of the other environment could write the states of production",
    ],
    [
      "two environments of one domain",
      editing("stage", "stage.example.com", "dev.example.com"),
      "stage.yaml:7:9 domain | dev.example.com | a value other than that of dev (environments/dev.yaml:7:9): the DNS records of the two would overwrite each other",
    ],
    [
      "production without a review",
      adding("prod", github()),
      "prod.yaml:15:25 security.delivery.github.environment | nothing | a GitHub environment with reviewers in tier production",
    ],
    [
      "agents that plan with the role of those that apply",
      adding("stage", agents("agents/plan", "agents/plan")),
      'stage.yaml:15:123 security.delivery.jenkins.applyRoleArn | "arn:aws:iam::222222222222:role/agents/plan" | another role than planRoleArn: a build that only plans could apply',
    ],
    [
      "a GitLab branch by a pattern",
      adding("stage", "security: { delivery: { gitlab: { project: platform/strata, protectedBranch: release/* } } }"),
      "stage.yaml:15:78 security.delivery.gitlab.protectedBranch | release/* | the name of a branch, without wildcards",
    ],
    [
      "people of another account",
      adding("stage", people("111111111111")),
      "stage.yaml:15:62 security.personas.identity",
    ],
    [
      "the follower's states in the region that is lost",
      editing("dr", "  bucket: dr-states\n  region: us-west-2", "  bucket: dr-states\n  region: us-east-1"),
      "dr.yaml:11:11 state.region | us-east-1 | a region other than that of prod (environments/prod.yaml:5:9)",
    ],
    [
      "a bucket in two regions",
      editing("dr", "bucket: dr-states", "bucket: prod-states"),
      "dr.yaml:11:11 state.region | us-west-2 | us-east-1, the region of this bucket in prod (environments/prod.yaml:8:52)",
    ],
    [
      "people whom only the follower knows",
      adding("dr", "security: { personas: { sessionHours: 2 } }"),
      "dr.yaml:17:13 security.personas | one | no such section: that of prod applies to both environments | Remove it, or move it to prod.",
    ],
    [
      "an archive of the follower that is weaker",
      adding("dr", "security: { logArchive: { retentionDays: 400 } }"),
      "dr.yaml:17:42 security.logArchive.retentionDays | 400 | 2557 days or more, as in prod (default of tier production)",
    ],
    [
      "a key of another region",
      editing(
        "dev",
        "  bucket: dev-states",
        "  bucket: dev-states\n  kmsKeyArn: arn:aws:kms:us-west-2:111111111111:alias/states",
      ),
      "dev.yaml:11:14 state.kmsKeyArn | arn:aws:kms:us-west-2:111111111111:alias/states | a key in us-east-1, the region of the bucket",
    ],
    [
      "a key of another account",
      editing(
        "dev",
        "  bucket: dev-states",
        "  bucket: dev-states\n  kmsKeyArn: arn:aws:kms:us-east-1:999999999999:alias/states",
      ),
      "dev.yaml:11:14 state.kmsKeyArn | arn:aws:kms:us-east-1:999999999999:alias/states | a key in account 111111111111, the account of the environment | Name one of that account.",
    ],
    [
      "a key of another partition",
      editing(
        "dev",
        "  bucket: dev-states",
        "  bucket: dev-states\n  kmsKeyArn: arn:aws-us-gov:kms:us-gov-west-1:111111111111:alias/states",
      ),
      "dev.yaml:11:14 state.kmsKeyArn | arn:aws-us-gov:kms:us-gov-west-1:111111111111:alias/states | the ARN of a KMS key or alias, as in arn:aws:kms:",
    ],
  ])("%s", tells);

  test("reviewers of a lower tier do not approve for production", () => {
    const files = {
      ...adding("prod", github(", environment: live")),
      stage: `${unrecovered.stage}${github(", environment: live")}\n`,
    };
    expect(placesOfErrors(files)).toEqual([
      expect.stringMatching(/^environments\/prod\.yaml:15:\d+ security\.delivery\.github\.environment$/),
    ]);
  });
});

describe("people", () => {
  test("who share an issuer with the world are refused", () => {
    expect(errorsOf(adding("dev", oidc("token.actions.githubusercontent.com")))).toEqual([
      expect.stringContaining("dev.yaml:15:57 security.personas.identity.issuer"),
    ]);
    expect(errorsOf(adding("dev", oidc("login.example.com/workforce")))).toEqual([]);
  });

  test("of two personas have a client each", () => {
    expect(errorsOf(adding("dev", oidc("login.example.com", "b")))).toEqual([
      expect.stringContaining(
        "dev.yaml:15:113 security.personas.identity.clientIds.deployer | b | a client other than that of developer, whose role its tokens could assume",
      ),
    ]);
  });
});

describe("names that have to resolve", () => {
  const blocking = (domain: string) => adding("dev", `  dnsFirewall: { blockedDomains: ["${domain}"] }`);

  test.each([
    "*.amazonaws.com",
    "kms.us-east-1.amazonaws.com",
    "dev.example.com",
    "*.example.com",
    "internal.dev.example.com",
  ])("cannot be blocked: %s", (domain) => {
    expect(errorsOf(blocking(domain))).toEqual([
      expect.stringMatching(/blockedDomains\[0\] .* which the platform resolves/),
    ]);
  });

  test.each(["*.duckdns.org", "example.com", "amazonaws.com.example.org"])("others can: %s", (domain) => {
    expect(errorsOf(blocking(domain))).toEqual([]);
  });

  test("are reached inside the VPC where the data tier needs them", () => {
    expect(errorsOf(adding("dev", "  interfaceEndpoints: [glue, kms, logs, monitoring, sts]"))).toEqual([
      expect.stringContaining(
        "dev.yaml:15:23 network.interfaceEndpoints | [glue, kms, logs, monitoring, sts] | a list with secretsmanager, which the data tier reaches in no other way",
      ),
    ]);
  });
});

test.each([
  ["in a text", 'owners: { team: "${aws_iam_role.x.arn}" }', "owners.team"],
  [
    "in a list",
    'ai: { bedrock: { guardrails: { default: { content: high, words: { profanity: true, blocked: ["%{ if true }"] } } } } }',
    "blocked",
  ],
])("what Terraform would evaluate is refused: %s", (_, line, key) => {
  expect(errorsOf(adding("dev", line)).join("\n")).toMatch(new RegExp(`${key}.* \\| a text without \\$\\{ or %\\{`));
});
