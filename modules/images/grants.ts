import type { PolicyStatement } from "../identity/policy-document";

/** Finds, pulls and pushes images of repositories. Deletes none. */
export function pushImages(repositoryArns: readonly string[]): PolicyStatement[] {
  return [
    // A token is for the registry; what it opens is the next statement's.
    { sid: "SignInToRegistry", actions: "ecr:GetAuthorizationToken", resources: "*" },
    {
      sid: "PushImages",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: repositoryArns,
    },
  ];
}
