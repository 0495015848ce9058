import { service } from "./service";

/** CodeBuild: builds and tests of the delivery pipeline. */
export const codebuild = service({
  prefix: "codebuild",
  resources: { project: "project/{name}-*" },
  read: ["BatchGet*", "List*"],
  change: { policy: "applications", on: ["project"] },
  // The principal that starts a build chooses what it runs with the role of the project.
  data: ["RetryBuild*", "StartBuild*"],
});
