import { service } from "./service";

/** CodeDeploy: canary and blue/green deployments. */
export const codedeploy = service({
  prefix: "codedeploy",
  resources: {
    application: "application:{name}-*",
    /** Those of AWS. */
    configuration: "deploymentconfig:CodeDeployDefault.*",
    group: "deploymentgroup:{name}-*",
  },
  read: ["BatchGet*", "Get*", "List*"],
  change: { policy: "applications", on: ["application", "group"], unbound: ["StopDeployment"] },
  work: {
    develop: [
      {
        sid: "DeployFunctions",
        actions: ["CreateDeployment", "Get*", "RegisterApplicationRevision"],
        on: ["application", "configuration", "group"],
      },
      { sid: "StopDeployments", actions: ["StopDeployment"] },
    ],
    // A deployment that is stopped goes back to the version before. IAM knows deployments by no ARN.
    operate: [{ sid: "StopDeployments", actions: ["StopDeployment"] }],
  },
});
