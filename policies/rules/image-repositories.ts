import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, pointingAt, targetsOf, valuesAt } from "../platform";
import type { Platform, Rule } from "../types";

function errorsOf(platform: Platform, repository: Resource): string[] {
  const { stack, block } = repository;
  const has = (type: string) => pointingAt(platform, repository, type, "repository").length > 0;
  const keys = targetsOf(stack, valuesAt(block, "encryption_configuration.kms_key"));
  return [
    ...(has("aws_ecr_lifecycle_policy") ? [] : ["keeps every image for good"]),
    ...(has("aws_ecr_repository_policy") ? [] : ["has no policy that refuses other accounts"]),
    ...(keys.length > 0 ? [] : ["encrypts images with no key of the platform"]),
  ];
}

export const imageRepositories: Rule = {
  id: "STRATA039",
  title: "A repository of images forgets old ones, and is the account's own",
  severity: "medium",
  control: "FSBP ECR.3; Well-Architected SEC08-BP02",
  cause: "Old images cost money, and anyone who can deploy could start them with their vulnerabilities.",
  fix: "Build repositories with modules/images.",
  check: (platform) => findingsOf(platform, "aws_ecr_repository", (repository) => errorsOf(platform, repository)),
};
