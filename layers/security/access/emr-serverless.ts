import { service } from "./service";

/** EMR Serverless. A principal that starts a job reads with the job's role. */
export const emrServerless = service({
  prefix: "emr-serverless",
  resources: { any: "*" },
  read: ["GetApplication", "List*"],
  change: { policy: "data-services", on: ["any"], unbound: ["CreateApplication"] },
  data: ["GetDashboardForJobRun", "StartJobRun"],
});
