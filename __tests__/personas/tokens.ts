import { iam, type Site } from "./sites";
import type { Token } from "./trust";

/** A token, and which of the two delivery roles accept it. */
export interface DeliveryToken {
  readonly token: string;
  readonly plan: boolean;
  readonly apply: boolean;
  readonly of: (site: Site) => Token;
}

const github = "token.actions.githubusercontent.com";

/** A token of GitHub Actions. `repository` is as in a subject, with or without ids. */
export function fromGithub(
  repository: string,
  rest: (site: Site) => string,
  changes: Readonly<Record<string, string>> = {},
) {
  return (site: Site): Token => {
    const claims = {
      aud: "sts.amazonaws.com",
      sub: `repo:${repository}:${rest(site)}`,
      repository: repository.replace(/@\d+/g, ""),
      repository_id: "200000001",
      repository_owner_id: "10000001",
      ref: "refs/heads/main",
      ...changes,
    };
    return {
      provider: iam(site, `oidc-provider/${github}`),
      action: "sts:AssumeRoleWithWebIdentity",
      claims: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${github}:${claim}`, value])),
    };
  };
}

/** A token of an HCP Terraform run. */
function fromHcp(phase: string, workspace: (site: Site) => string, place = "organization:example-org:project:strata") {
  return (site: Site): Token => ({
    provider: iam(site, "oidc-provider/app.terraform.io"),
    action: "sts:AssumeRoleWithWebIdentity",
    claims: {
      "app.terraform.io:aud": "aws.workload.identity",
      "app.terraform.io:sub": `${place}:workspace:${workspace(site)}:run_phase:${phase}`,
    },
  });
}

export const named = "example-org/strata";
const withIds = "example-org@10000001/strata@200000001";
const branch = (name: string) => () => `ref:refs/heads/${name}`;
const data = ({ environment }: Site) => `${environment}-data`;

/** Jobs that apply run in the GitHub environment called like the platform's. */
export const protectedJob = ({ environment }: Site) => `environment:${environment}`;
const topic = { ref: "refs/heads/topic" };
const no = { plan: false, apply: false };

export const deliveryTokens: readonly DeliveryToken[] = [
  {
    token: "GitHub: the protected branch, in the environment's job",
    plan: false,
    apply: true,
    of: fromGithub(named, protectedJob),
  },
  { token: "GitHub: the same with immutable ids", plan: false, apply: true, of: fromGithub(withIds, protectedJob) },
  {
    token: "GitHub: the protected branch, in another job",
    plan: true,
    apply: false,
    of: fromGithub(named, branch("main")),
  },
  { token: "GitHub: any branch", plan: true, apply: false, of: fromGithub(named, branch("topic"), topic) },
  {
    token: "GitHub: any branch, with immutable ids",
    plan: true,
    apply: false,
    of: fromGithub(withIds, branch("a/b"), { ref: "refs/heads/a/b" }),
  },
  {
    token: "GitHub: a branch that begins like the protected one",
    plan: true,
    apply: false,
    of: fromGithub(named, branch("main2"), { ref: "refs/heads/main2" }),
  },
  {
    token: "GitHub: another branch in the environment's job",
    ...no,
    of: fromGithub(named, ({ environment }) => `environment:${environment}`, topic),
  },
  { token: "GitHub: another environment's job", ...no, of: fromGithub(named, () => "environment:elsewhere") },
  {
    token: "GitHub: a tag called like the branch",
    ...no,
    of: fromGithub(named, () => "ref:refs/tags/main", { ref: "refs/tags/main" }),
  },
  {
    token: "GitHub: a pull request, from a fork or not",
    ...no,
    of: fromGithub(named, () => "pull_request", { ref: "refs/pull/7/merge" }),
  },
  {
    token: "GitHub: the fork itself",
    ...no,
    of: fromGithub("mallory/strata", branch("main"), { repository_id: "300000001", repository_owner_id: "30000001" }),
  },
  {
    token: "GitHub: another repository",
    ...no,
    of: fromGithub("example-org/other", protectedJob, { repository_id: "200000002" }),
  },
  {
    token: "GitHub: a repository that begins like this one",
    ...no,
    of: fromGithub("example-org/strata2", protectedJob, { repository_id: "200000003" }),
  },
  {
    token: "GitHub: another organization",
    ...no,
    of: fromGithub("example/strata", protectedJob, { repository_owner_id: "10000002" }),
  },
  {
    token: "GitHub: a stranger who took over the names",
    ...no,
    of: fromGithub(named, protectedJob, { repository_id: "400000001", repository_owner_id: "40000001" }),
  },
  {
    token: "GitHub: the right names with other ids",
    ...no,
    of: fromGithub("example-org@40000001/strata@400000001", protectedJob),
  },
  {
    token: "GitHub: another audience",
    ...no,
    of: fromGithub(named, branch("main"), { aud: "https://github.com/example-org" }),
  },
  { token: "HCP Terraform: a plan", plan: true, apply: false, of: fromHcp("plan", data) },
  { token: "HCP Terraform: an apply", plan: false, apply: true, of: fromHcp("apply", data) },
  { token: "HCP Terraform: another workspace", ...no, of: fromHcp("apply", () => "sandbox") },
  { token: "HCP Terraform: a workspace that begins alike", ...no, of: fromHcp("apply", (site) => `${data(site)}-2`) },
  {
    token: "HCP Terraform: another environment's workspace",
    ...no,
    of: fromHcp("apply", ({ environment }) => (environment === "dev" ? "prod-data" : "dev-data")),
  },
  {
    token: "HCP Terraform: another project",
    ...no,
    of: fromHcp("apply", data, "organization:example-org:project:other"),
  },
  {
    token: "HCP Terraform: another organization",
    ...no,
    of: fromHcp("apply", data, "organization:mallory:project:strata"),
  },
  {
    token: "HCP Terraform: another audience",
    ...no,
    of: (site) => {
      const token = fromHcp("apply", data)(site);
      return { ...token, claims: { ...token.claims, "app.terraform.io:aud": "elsewhere" } };
    },
  },
  {
    token: "GitHub's subject from HCP Terraform's issuer",
    ...no,
    of: (site) => ({ ...fromGithub(named, protectedJob)(site), provider: iam(site, "oidc-provider/app.terraform.io") }),
  },
];
