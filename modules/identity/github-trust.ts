import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "./policy-document";

/** Issuer of the tokens of GitHub Actions, without https://. */
export const githubIssuer = "token.actions.githubusercontent.com";
export const githubAudience = "sts.amazonaws.com";

/** A repository, by its names and by the numbers that stay when it is renamed. */
export interface GithubRepository {
  readonly organization: string;
  readonly organizationId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

export interface GithubTrustProps {
  readonly site: SiteLocation;
  readonly repository: GithubRepository;
}

/**
 * Both forms of the subject: with names alone, and with the immutable ids that GitHub puts in for repositories created,
 * renamed or transferred since 2026-07-15 (docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims).
 */
function subjects(
  { organization, organizationId, repository, repositoryId }: GithubRepository,
  rest: string,
): string[] {
  return [
    `repo:${organization}/${repository}:${rest}`,
    `repo:${organization}@${organizationId}/${repository}@${repositoryId}:${rest}`,
  ];
}

/**
 * Claims that every token must bear. The ids hold for the name form of the subject too, so that a person who takes over
 * a name that became free gets nowhere (AWS evaluates these claims since 2026-01:
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif).
 */
function identity({ organizationId, repositoryId }: GithubRepository): Record<string, string> {
  return {
    [`${githubIssuer}:aud`]: githubAudience,
    [`${githubIssuer}:repository_id`]: repositoryId,
    [`${githubIssuer}:repository_owner_id`]: organizationId,
  };
}

function principal({ account }: SiteLocation) {
  return { federated: `arn:aws:iam::${account}:oidc-provider/${githubIssuer}` };
}

/**
 * Trusts pushes to any branch of the repository. Not its pull requests: their subject is the same whether the branch is
 * the repository's or a fork's, and a plan runs code of that branch.
 */
export function githubBranches({ site, repository }: GithubTrustProps): PolicyStatement {
  return {
    sid: "AssumedByAnyBranch",
    principal: principal(site),
    actions: "sts:AssumeRoleWithWebIdentity",
    conditions: {
      StringEquals: identity(repository),
      StringLike: { [`${githubIssuer}:sub`]: subjects(repository, "ref:refs/heads/*") },
    },
  };
}

/**
 * Trusts the protected branch and no other, within the GitHub environment where one is given. The subject of a job with
 * an environment does not name the branch, so the claim `ref` has to.
 */
export function githubProtectedBranch(
  { site, repository }: GithubTrustProps,
  branch: string,
  environment: string | undefined,
): PolicyStatement {
  const ref = `refs/heads/${branch}`;
  return {
    sid: "AssumedByProtectedBranch",
    principal: principal(site),
    actions: "sts:AssumeRoleWithWebIdentity",
    conditions: {
      StringEquals: {
        ...identity(repository),
        [`${githubIssuer}:ref`]: ref,
        [`${githubIssuer}:sub`]: subjects(repository, environment ? `environment:${environment}` : `ref:${ref}`),
      },
    },
  };
}
