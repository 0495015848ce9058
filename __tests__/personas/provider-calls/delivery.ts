import { known, named, passes, type TypeCalls } from "./type-calls";

export const deliveryCalls: Readonly<Record<string, TypeCalls>> = {
  aws_codebuild_project: [
    {
      on: named("codebuild", "name", "project/"),
      read: "codebuild:BatchGetProjects",
      change: "codebuild:CreateProject codebuild:UpdateProject codebuild:DeleteProject",
    },
    passes(({ text }) => text("service_role"), "codebuild.amazonaws.com"),
  ],
  aws_codeconnections_connection: [
    {
      on: known("codeconnections", "connection/1a2b"),
      read: "codeconnections:GetConnection codeconnections:ListTagsForResource",
      change:
        "codeconnections:CreateConnection codeconnections:TagResource codeconnections:UntagResource " +
        "codeconnections:DeleteConnection",
    },
  ],
  aws_codepipeline: [
    {
      on: named("codepipeline", "name"),
      read: "codepipeline:GetPipeline codepipeline:ListTagsForResource",
      change:
        "codepipeline:CreatePipeline codepipeline:UpdatePipeline codepipeline:TagResource codepipeline:UntagResource " +
        "codepipeline:DeletePipeline",
    },
    // Writing a connection into a pipeline hands it over.
    {
      on: known("codeconnections", "connection/1a2b"),
      change: "codeconnections:PassConnection",
    },
    passes(({ text }) => text("role_arn"), "codepipeline.amazonaws.com"),
  ],
};
