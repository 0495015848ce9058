import { always, never, noPersona, type Row } from "./row";
import { arn, type Site } from "./sites";

const pipeline = (site: Site, rest = "") => arn(site, "codepipeline", `${site.name}-workload${rest}`);
const project = (site: Site) => arn(site, "codebuild", `project/${site.name}-delivery-services`);

/** Lines of the matrix about the delivery of services and functions. */
export const deliveryRows: readonly Row[] = [
  {
    action: "Start a delivery, approve it, take it back",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "codepipeline:PutApprovalResult", resource: pipeline(site, "/Approve/approve") }],
    also: (site) => [
      { action: "codepipeline:StartPipelineExecution", resource: pipeline(site) },
      { action: "codepipeline:RetryStageExecution", resource: pipeline(site, "/Deploy") },
      { action: "codepipeline:RollbackStage", resource: pipeline(site, "/Deploy") },
    ],
  },
  {
    action: "Start a build of the delivery, with commands of the caller's own",
    ...noPersona,
    calls: (site) => [
      { action: "codebuild:StartBuild", resource: project(site) },
      { action: "codebuild:StartBuildBatch", resource: project(site) },
      { action: "codebuild:RetryBuild", resource: project(site) },
    ],
  },
];
