import { service } from "./service";

/** CodePipeline. Pipelines have no type in their ARN: stages and actions come after the name. */
export const codepipeline = service({
  prefix: "codepipeline",
  resources: { pipeline: "{name}-*" },
  read: ["Get*", "List*"],
  change: { policy: "applications", on: ["pipeline"] },
  work: {
    // Operations decides what is deployed in its environment, and rolls back.
    operate: [
      {
        sid: "RunDeliveries",
        actions: [
          "PutApprovalResult",
          "RetryStageExecution",
          "RollbackStage",
          "StartPipelineExecution",
          "StopPipelineExecution",
        ],
        on: ["pipeline"],
      },
    ],
  },
  // An approval is a second person's.
  data: ["PutApprovalResult"],
});
