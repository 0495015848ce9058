import { service } from "./service";

/** CodePipeline. Pipelines have no type in their ARN. */
export const codepipeline = service({
  prefix: "codepipeline",
  resources: { pipeline: "{name}-*" },
  read: ["Get*", "List*"],
  change: { policy: "applications", on: ["pipeline"] },
});
