import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { type Environment, layerNames } from "../../layers/layers";
import { deliveryConfig } from "../../layers/security/delivery-config";
import { personasConfig, personasDefaults } from "../../layers/security/personas-config";
import { SecurityStack } from "../../layers/security/stack";
import type { Tier } from "../../platform/environment";
import { environmentOf } from "../support/environment";
import { addressesOf, at, statementsOf, synthesized, temporaryApp } from "../support/synthesis";

type Settings = Environment["security"];

function security(changes: Partial<Settings>, tier: Tier = "production", frame: Partial<Environment> = {}) {
  const app = temporaryApp();
  const environment = environmentOf(tier, frame);
  const { node } = new SecurityStack(
    app,
    { ...environment, security: { ...environment.security, ...changes } },
    layerNames,
  );
  return synthesized(app)[node.id] ?? expect.fail(`no ${node.id}`);
}

const withIdentity = (identity: z.infer<typeof personasConfig>["identity"], tier: Tier = "production") => ({
  personas: { ...personasDefaults[tier], identity },
});
const saml = { kind: "saml", providerArn: "arn:aws:iam::111122223333:saml-provider/workforce" } as const;
const oidc = {
  kind: "oidc",
  issuer: "login.example.com/workforce",
  clientIds: { developer: "dev", deployer: "dep", operations: "ops", "ai-engineer": "ai" },
} as const;
const guest = { owns: { account: false, region: true } };
const github = {
  organization: "example-org",
  organizationId: "10000001",
  repository: "strata",
  repositoryId: "200000001",
  protectedBranch: "main",
};
const providers = (json: ReturnType<typeof security>) =>
  addressesOf(json).filter((address) => address.startsWith("aws_iam_openid_connect_provider."));

describe("where people sign in", () => {
  test("without it no persona exists, and the contract says so", () => {
    const json = security({});
    expect(addressesOf(json)).not.toContain("aws_iam_role.developer");
    expect(json.output?.persona_role_arns?.value).toEqual({});
  });

  test.each([
    ["sandbox", 12],
    ["nonproduction", 8],
    ["production", 4],
  ] as const)("sessions last by tier: %s, %i hours", (tier, hours) => {
    const json = security(withIdentity(saml, tier), tier);
    expect(at(json, "aws_iam_role.developer").max_session_duration).toBe(hours * 3600);
  });

  test("an OIDC provider is made once per account, with a client per persona", () => {
    const json = security(withIdentity(oidc));
    expect(at(json, "aws_iam_openid_connect_provider.workforce")).toMatchObject({
      url: "https://login.example.com/workforce",
      client_id_list: ["dev", "dep", "ops", "ai"],
    });
    expect(at(json, "aws_iam_role.operations").assume_role_policy).toContain('"login.example.com/workforce:aud":"ops"');
    expect(providers(security(withIdentity(oidc), "production", guest))).toEqual([]);
  });

  test.each([
    [
      "an assertion provider of permission sets",
      {
        kind: "identity-center",
        issuer: "https://portal.example.com/x",
        providerArn: "arn:aws:iam::111122223333:saml-provider/AWSSSO_0a1b_DO_NOT_DELETE",
      },
    ],
    ["an issuer with its scheme", { ...oidc, issuer: "https://login.example.com" }],
    ["a persona without a client", { ...oidc, clientIds: { developer: "dev" } }],
  ])("%s is refused", (_, identity) => {
    expect(personasConfig.safeParse({ ...personasDefaults.sandbox, identity }).success).toBe(false);
    expect(personasConfig.safeParse({ ...personasDefaults.sandbox, identity: oidc }).success).toBe(true);
  });
});

describe("what delivers", () => {
  test("without it the pipeline has no roles, and the contract says so", () => {
    const json = security({});
    expect(addressesOf(json)).not.toContain("aws_iam_role.apply");
    expect(json.output?.delivery_role_arns?.value).toEqual({});
  });

  test("GitHub alone trusts GitHub alone", () => {
    const json = security({ delivery: { sessionHours: 2, github } });
    expect(providers(json)).toEqual(["aws_iam_openid_connect_provider.github"]);
    expect(at(json, "aws_iam_role.apply").assume_role_policy).not.toContain("terraform");
  });

  test("GitLab alone: its provider, and the protected branch for both roles", () => {
    const gitlab = { project: "platform/strata", protectedBranch: "main" };
    const json = security({ delivery: { sessionHours: 2, gitlab } });
    expect(providers(json)).toEqual(["aws_iam_openid_connect_provider.gitlab"]);
    expect(at(json, "aws_iam_openid_connect_provider.gitlab").url).toBe("https://gitlab.com");
    for (const role of ["plan", "apply"]) {
      const { assume_role_policy: trust } = at(json, `aws_iam_role.${role}`);
      const [statement, ...others] = Object.values(statementsOf(trust));
      expect(others).toEqual([]);
      expect(statement?.Condition).toEqual({
        StringEquals: {
          "gitlab.com:aud": "sts.amazonaws.com",
          "gitlab.com:sub": "project_path:platform/strata:ref_type:branch:ref:main",
        },
      });
    }
  });

  test("tokens of Jenkins: its provider, and one job", () => {
    const jenkins = { kind: "oidc", address: "ci.example.com/jenkins", job: "platform/strata/main" } as const;
    const json = security({ delivery: { sessionHours: 2, jenkins } });
    expect(providers(json)).toEqual(["aws_iam_openid_connect_provider.jenkins"]);
    expect(at(json, "aws_iam_openid_connect_provider.jenkins").url).toBe("https://ci.example.com/jenkins/oidc");
    const { AssumedByJenkinsJob: statement } = statementsOf(at(json, "aws_iam_role.apply").assume_role_policy);
    expect(statement?.Condition).toEqual({
      StringEquals: {
        "ci.example.com/jenkins/oidc:aud": "sts.amazonaws.com",
        "ci.example.com/jenkins/oidc:sub": "https://ci.example.com/jenkins/job/platform/job/strata/job/main/",
      },
    });
  });

  test("agents of Jenkins: no provider, and a role of agents for each role", () => {
    const [planRoleArn, applyRoleArn] = ["plan", "apply"].map(
      (name) => `arn:aws:iam::111122223333:role/agents/${name}`,
    );
    const jenkins = { kind: "agents", planRoleArn: planRoleArn ?? "", applyRoleArn: applyRoleArn ?? "" } as const;
    const json = security({ delivery: { sessionHours: 2, jenkins } });
    expect(providers(json)).toEqual([]);
    const principal = (role: string) =>
      Object.values(statementsOf(at(json, `aws_iam_role.${role}`).assume_role_policy)).map(
        ({ Principal }) => Principal,
      );
    expect(principal("plan")).toEqual([{ AWS: planRoleArn }]);
    expect(principal("apply")).toEqual([{ AWS: applyRoleArn }]);
  });

  test("three at once fit into one trust policy", () => {
    const delivery = {
      sessionHours: 2,
      gitlab: { project: "platform/strata", protectedBranch: "main" },
      jenkins: { kind: "oidc", address: "jenkins.example.com", job: "platform/strata/main" },
      hcpTerraform: { organization: "example-org", project: "strata" },
    } as const;
    const { assume_role_policy: trust } = at(security({ delivery }), "aws_iam_role.apply");
    expect(Object.keys(statementsOf(trust))).toHaveLength(3);
  });

  test("an account has one provider per issuer: its owner's", () => {
    expect(providers(security({ delivery: { sessionHours: 2, github } }, "production", guest))).toEqual([]);
  });

  test.each([
    ["a branch pattern", { ...github, protectedBranch: "release/*" }],
    ["an id that is none", { ...github, repositoryId: "*" }],
    ["an owner with its repository", { ...github, repository: "example-org/strata" }],
  ])("%s is refused", (_, wrong) => {
    expect(deliveryConfig.safeParse({ sessionHours: 2, github: wrong }).success).toBe(false);
    expect(deliveryConfig.safeParse({ sessionHours: 2, github }).success).toBe(true);
  });

  test.each([
    ["a project without a group", { gitlab: { project: "strata", protectedBranch: "main" } }],
    ["a project with a wildcard", { gitlab: { project: "platform/*", protectedBranch: "main" } }],
    ["a branch pattern", { gitlab: { project: "platform/strata", protectedBranch: "*" } }],
    ["a host with its scheme", { gitlab: { hostname: "https://a.example", project: "a/b", protectedBranch: "main" } }],
    ["an address with its scheme", { jenkins: { kind: "oidc", address: "https://a.example", job: "a/main" } }],
    ["a job without a branch", { jenkins: { kind: "oidc", address: "jenkins.example.com", job: "strata" } }],
    ["every role of an account", { jenkins: { kind: "agents", planRoleArn: "arn:aws:iam::111122223333:role/*" } }],
  ])("%s is refused", (_, wrong) => {
    expect(deliveryConfig.safeParse({ sessionHours: 2, ...wrong }).success).toBe(false);
  });
});
