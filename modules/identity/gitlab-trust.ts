import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "./policy-document";

export const gitlabAudience = "sts.amazonaws.com";

export interface GitlabTrustProps {
  readonly site: SiteLocation;
  /** Host that issues the tokens, as in "gitlab.com". */
  readonly hostname: string;
  /** Path of the project with its groups, as in "platform/strata". */
  readonly project: string;
}

/**
 * Trusts jobs of the project on one branch, by the subject that GitLab gives a token unless the project changes it
 * (docs.gitlab.com/ci/secrets/id_token_authentication). Jobs of a merge request from a fork have the path of the fork
 * since GitLab 18.2.2 (gitlab.com/gitlab-org/gitlab/-/issues/548165); earlier, a fork's branch of that name would pass.
 */
export function gitlabBranch({ site, hostname, project }: GitlabTrustProps, branch: string): PolicyStatement {
  return {
    sid: "AssumedByGitlabBranch",
    principal: { federated: `arn:aws:iam::${site.account}:oidc-provider/${hostname}` },
    actions: "sts:AssumeRoleWithWebIdentity",
    conditions: {
      StringEquals: {
        [`${hostname}:aud`]: gitlabAudience,
        [`${hostname}:sub`]: `project_path:${project}:ref_type:branch:ref:${branch}`,
      },
    },
  };
}
