import type { Application } from "./application";

/** A delivery by CodePipeline with one smoke test. */
export const pipelineDelivery: Application["delivery"] = {
  engine: "codepipeline",
  repository: "example-org/strata",
  connection: "github",
  branch: "main",
  approval: "manual",
  failOn: "high",
  canary: { percent: 10, minutes: 10, alarms: ["server-errors"] },
  smokeTests: { account: { host: "api", path: "/account", status: 401 } },
};

const { connection: _, ...anyEngine } = pipelineDelivery;

/** The same by Jenkins. */
export const jenkinsDelivery: Application["delivery"] = {
  ...anyEngine,
  engine: "jenkins",
  jenkins: {
    host: "jenkins",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1a2b",
    signIn: { metadataUrl: "https://id.example.com/metadata", administrators: "platform", operators: "operations" },
  },
};
