import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, tierOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** Variables whose plain text anybody who sees the project could use as an identity. */
const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** User and password, or a token, in front of a host. */
const credentials = /^[a-z+]+:\/\/[^/@]+@/i;

const logs = ["logs_config.cloudwatch_logs", "logs_config.s3_logs"];

/** What a project of CodeBuild shows, or does not write down. */
function projectErrors({ block }: Resource): string[] {
  const locations = ["source.location", "secondary_sources.location"].flatMap((path) => valuesAt(block, path));
  const plain = valuesAt(block, "environment.environment_variable")
    .filter((variable) => (valueAt(variable, "type") ?? "PLAINTEXT") === "PLAINTEXT")
    .map((variable) => String(valueAt(variable, "name")))
    .filter((name) => keys.includes(name));
  const written = logs.filter((path) =>
    // A block without a status: the provider turns logs of CloudWatch on, and those of S3 off.
    valuesAt(block, path).some(
      (log) => (valueAt(log, "status") ?? (path.endsWith("s3_logs") ? "DISABLED" : "ENABLED")) === "ENABLED",
    ),
  );
  return [
    ...(locations.some((location) => credentials.test(String(location)))
      ? ["has credentials in the URL of its source"]
      : []),
    ...plain.map((name) => `shows ${name} in plain text`),
    ...(written.length > 0 ? [] : ["writes no log"]),
  ];
}

/** A pipeline of production without an approval. */
function pipelineErrors({ stack, block }: Resource): string[] {
  const asks = valuesAt(block, "stage.action.category").includes("Approval");
  return tierOf(stack) === "production" && !asks ? ["deploys to production without an approval"] : [];
}

export const builds: Rule = {
  id: "STRATA047",
  title: "Builds keep no credentials in their settings and write logs, and a person approves what goes to production",
  severity: "high",
  control: "FSBP CodeBuild.1, CodeBuild.2, CodeBuild.4; Well-Architected SEC11-BP07",
  cause:
    "Anyone who can view a project sees its settings. Without a log, no one can see what a build did. Without an " +
    "approval, any commit reaches production.",
  fix: "Build projects and pipelines with modules/delivery; what is secret comes from Secrets Manager.",
  check: (platform) => [
    ...findingsOf(platform, "aws_codebuild_project", projectErrors),
    ...findingsOf(platform, "aws_codepipeline", pipelineErrors),
  ],
};
