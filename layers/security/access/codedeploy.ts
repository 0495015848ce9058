import { service } from "./service";

/** CodeDeploy: canary and blue/green deployments. */
export const codedeploy = service({
  prefix: "codedeploy",
  resources: { application: "application:{name}-*", group: "deploymentgroup:{name}-*" },
  read: ["BatchGet*", "Get*", "List*"],
  change: { policy: "applications", on: ["application", "group"] },
});
