import type { Token } from "./trust";

/** A token of another engine than GitHub or HCP Terraform, and which of the two delivery roles accept it. */
export interface EngineToken {
  readonly token: string;
  readonly plan: boolean;
  readonly apply: boolean;
  readonly presents: Token;
}

/** The settings that the tokens below are presented to. */
export const engines = {
  gitlab: { project: "platform/strata", protectedBranch: "main" },
  jenkins: { kind: "oidc", address: "ci.example.com/jenkins", job: "platform/strata/main" },
  agents: {
    kind: "agents",
    planRoleArn: "arn:aws:iam::111122223333:role/agents/plan",
    applyRoleArn: "arn:aws:iam::111122223333:role/agents/apply",
  },
} as const;

const both = { plan: true, apply: true };
const no = { plan: false, apply: false };

const hosts = { gitlab: "gitlab.com", jenkins: "ci.example.com/jenkins/oidc" } as const;

/** The provider of an engine in the account. */
const providerOf = (name: keyof typeof hosts) => `arn:aws:iam::111122223333:oidc-provider/${hosts[name]}`;

function web(issuer: string, name: keyof typeof hosts, sub: string, aud = "sts.amazonaws.com"): Token {
  return {
    provider: providerOf(name),
    action: "sts:AssumeRoleWithWebIdentity",
    claims: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: sub },
  };
}

const gitlab = (sub: string, aud?: string) => web(hosts.gitlab, "gitlab", sub, aud);
const ofProject = (project: string, type: string, ref: string) =>
  gitlab(`project_path:${project}:ref_type:${type}:ref:${ref}`);
const protectedBranch = "project_path:platform/strata:ref_type:branch:ref:main";

/** Tokens of GitLab CI. Every merge request has the branch it comes from; that of a fork, the fork's project. */
export const gitlabTokens: readonly EngineToken[] = [
  { token: "the protected branch", ...both, presents: gitlab(protectedBranch) },
  {
    token: "another branch, of a merge request or not",
    ...no,
    presents: ofProject("platform/strata", "branch", "topic"),
  },
  { token: "a branch that begins like it", ...no, presents: ofProject("platform/strata", "branch", "main2") },
  { token: "a tag called like it", ...no, presents: ofProject("platform/strata", "tag", "main") },
  { token: "a fork", ...no, presents: ofProject("mallory/strata", "branch", "main") },
  { token: "a project below it", ...no, presents: ofProject("platform/strata/tools", "branch", "main") },
  { token: "a project that begins like it", ...no, presents: ofProject("platform/strata2", "branch", "main") },
  { token: "the project in other letters", ...no, presents: ofProject("Platform/Strata", "branch", "main") },
  { token: "another audience", ...no, presents: gitlab(protectedBranch, "https://gitlab.com") },
  {
    token: "the subject from another issuer",
    ...no,
    presents: { ...gitlab(protectedBranch), provider: providerOf("jenkins") },
  },
  {
    token: "the subject from a GitLab of one's own",
    ...no,
    presents: web("gitlab.example.com", "gitlab", protectedBranch),
  },
];

const job = (path: string, aud?: string, from = "https://ci.example.com/jenkins") =>
  web(hosts.jenkins, "jenkins", `${from}/${path}/`, aud);
const protectedJob = "job/platform/job/strata/job/main";

/** Tokens of the plugin oidc-provider of Jenkins, whose subject is the address of the job. */
export const jenkinsTokens: readonly EngineToken[] = [
  { token: "the job of the protected branch", ...both, presents: job(protectedJob) },
  { token: "the job of another branch", ...no, presents: job("job/platform/job/strata/job/topic") },
  { token: "the job of a pull request", ...no, presents: job("job/platform/job/strata/job/PR-7") },
  { token: "a branch that begins like it", ...no, presents: job(`${protectedJob}2`) },
  { token: "a job below it", ...no, presents: job(`${protectedJob}/job/other`) },
  { token: "the same names in another folder", ...no, presents: job(`job/mallory/${protectedJob}`) },
  { token: "the job without its folder", ...no, presents: job("job/strata/job/main") },
  { token: "another Jenkins", ...no, presents: job(protectedJob, undefined, "https://ci.example.org/jenkins") },
  { token: "another audience", ...no, presents: job(protectedJob, "https://ci.example.com") },
  {
    token: "the subject from another issuer",
    ...no,
    presents: { ...job(protectedJob), provider: providerOf("gitlab") },
  },
];

const asks = (provider: string, action: Token["action"] = "sts:AssumeRole"): Token => ({
  provider,
  action,
  claims: {},
});
const { planRoleArn, applyRoleArn } = engines.agents;

/** Roles of agents of Jenkins, which ask in their own name. */
export const agentTokens: readonly EngineToken[] = [
  { token: "agents that plan", plan: true, apply: false, presents: asks(planRoleArn) },
  { token: "agents that apply", plan: false, apply: true, presents: asks(applyRoleArn) },
  { token: "agents that check", ...no, presents: asks("arn:aws:iam::111122223333:role/agents/check") },
  { token: "a role of the same name in another account", ...no, presents: asks(applyRoleArn.replace("1111", "9999")) },
  { token: "the account as a whole", ...no, presents: asks("arn:aws:iam::111122223333:root") },
];
