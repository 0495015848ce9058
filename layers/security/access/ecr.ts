import { service } from "./service";

/** ECR: container images. What crosses regions is set for the whole registry. */
export const ecr = service({
  prefix: "ecr",
  resources: { repository: "repository/{name}-*" },
  read: ["Describe*", "GetLifecyclePolicy", "GetRepositoryPolicy", "List*"],
  change: {
    policy: "applications",
    on: ["repository"],
    unbound: ["GetAuthorizationToken", "PutRegistryPolicy", "PutReplicationConfiguration"],
  },
  work: {
    develop: [
      { sid: "SignInToRegistry", actions: ["GetAuthorizationToken"] },
      {
        sid: "PushImages",
        actions: [
          "BatchCheckLayerAvailability",
          "BatchGetImage",
          "CompleteLayerUpload",
          "GetDownloadUrlForLayer",
          "InitiateLayerUpload",
          "PutImage",
          "UploadLayerPart",
        ],
        on: ["repository"],
      },
    ],
  },
  loses: ["DeleteRepository"],
});
