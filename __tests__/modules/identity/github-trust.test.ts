import { expect, test } from "vitest";
import { githubBranches, githubProtectedBranch } from "../../../modules/identity/github-trust";
import { testLocation } from "../../support/site";

const repository = {
  organization: "octo-org",
  organizationId: "123456",
  repository: "octo-repo",
  repositoryId: "456789",
};
const props = { site: testLocation, repository };
const issuer = "token.actions.githubusercontent.com";

test("any branch: both forms of the subject, up to the branch", () => {
  const { conditions } = githubBranches(props);
  expect(conditions?.StringLike).toEqual({
    [`${issuer}:sub`]: [
      "repo:octo-org/octo-repo:ref:refs/heads/*",
      "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/*",
    ],
  });
});

test("the protected branch: exact subjects, and no operator that knows wildcards", () => {
  const { conditions, principal } = githubProtectedBranch(props, "main", undefined);
  expect(Object.keys(conditions ?? {})).toEqual(["StringEquals"]);
  expect(conditions?.StringEquals).toEqual({
    [`${issuer}:aud`]: "sts.amazonaws.com",
    [`${issuer}:repository_id`]: "456789",
    [`${issuer}:repository_owner_id`]: "123456",
    [`${issuer}:ref`]: "refs/heads/main",
    [`${issuer}:sub`]: [
      "repo:octo-org/octo-repo:ref:refs/heads/main",
      "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main",
    ],
  });
  expect(principal).toEqual({ federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` });
});

test("with a GitHub environment the subject names that, and the claim ref still the branch", () => {
  const { conditions } = githubProtectedBranch(props, "main", "prod");
  expect(conditions?.StringEquals).toMatchObject({
    [`${issuer}:ref`]: "refs/heads/main",
    [`${issuer}:sub`]: [
      "repo:octo-org/octo-repo:environment:prod",
      "repo:octo-org@123456/octo-repo@456789:environment:prod",
    ],
  });
});
