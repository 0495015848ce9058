import type { Block } from "../../../synthesized/stack";
import { casesOf } from "./case";

const project: Block = {
  source: { type: "CODEPIPELINE", buildspec: "version: 0.2" },
  environment: { environment_variable: [{ name: "FAIL_ON", value: "high" }] },
  logs_config: { cloudwatch_logs: { group_name: "/strata/prod/delivery/test", status: "ENABLED" } },
};
const pipeline = (...categories: string[]): Block => ({
  stage: categories.map((category) => ({ name: category, action: [{ name: "one", category }] })),
});
const stack = (changes: Block, stages = pipeline("Source", "Approval", "Build"), id = "prod-application") => ({
  [id]: {
    resources: { "aws_codebuild_project.test": { ...project, ...changes }, "aws_codepipeline.delivery": stages },
  },
});
const variable = (name: string, type?: string): Block => ({
  environment: { environment_variable: [{ name, value: "text", ...(type && { type }) }] },
});
const bitbucket = (location: string): Block => ({ source: { type: "BITBUCKET", location } });

export const builds = casesOf("STRATA047", [
  { name: "a project and a pipeline with all of it", stacks: stack({}), finds: [] },
  {
    name: "a source with a token in its URL",
    stacks: stack(bitbucket("https://x-token-auth:abc@bitbucket.org/example/strata.git")),
    finds: ["has credentials in the URL of its source"],
    breaks: { "CodeBuild.1": "has credentials in the URL" },
  },
  {
    name: "a second source with a user and a password",
    stacks: stack({ secondary_sources: [{ location: "https://user:pass@bitbucket.org/example/other.git" }] }),
    finds: ["has credentials in the URL of its source"],
  },
  { name: "a source without", stacks: stack(bitbucket("https://bitbucket.org/example/strata.git")), finds: [] },
  {
    name: "a key of AWS in plain text, which is the default",
    stacks: stack(variable("AWS_SECRET_ACCESS_KEY")),
    finds: ["shows AWS_SECRET_ACCESS_KEY in plain text"],
    breaks: { "CodeBuild.2": "shows AWS_SECRET_ACCESS_KEY" },
  },
  { name: "one from Secrets Manager", stacks: stack(variable("AWS_SECRET_ACCESS_KEY", "SECRETS_MANAGER")), finds: [] },
  {
    name: "a log that is turned off",
    stacks: stack({ logs_config: { cloudwatch_logs: { status: "DISABLED" } } }),
    finds: ["writes no log"],
    breaks: { "CodeBuild.4": "writes no log" },
  },
  { name: "no log at all", stacks: stack({ logs_config: {} }), finds: ["writes no log"] },
  {
    name: "a log in S3",
    stacks: stack({ logs_config: { s3_logs: { status: "ENABLED", location: "logs/builds" } } }),
    finds: [],
  },
  {
    name: "a production pipeline without an approval",
    stacks: stack({}, pipeline("Source", "Build")),
    finds: ["deploys to production without an approval"],
  },
  {
    name: "a stage pipeline without an approval",
    stacks: stack({}, pipeline("Source", "Build"), "stage-application"),
    finds: [],
  },
]);
