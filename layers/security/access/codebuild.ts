import { service } from "./service";

/** CodeBuild: builds and tests of the delivery pipeline. */
export const codebuild = service({
  prefix: "codebuild",
  resources: { project: "project/{name}-*" },
  read: ["BatchGet*", "List*"],
  change: { policy: "applications", on: ["project"] },
  // Whoever starts a build says what it runs, with the role of the project.
  data: ["RetryBuild*", "StartBuild*"],
});
