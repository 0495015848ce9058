import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, valueAt } from "../platform";
import type { Rule } from "../types";

const encryption = "result_configuration.encryption_configuration";

function errorsOf({ block }: Resource): string[] {
  const at = (path: string): unknown => valueAt(block, `configuration.${path}`);
  const option = at(`${encryption}.encryption_option`);
  return [
    ...(at("publish_cloudwatch_metrics_enabled") === false ? ["publishes no metrics of its queries"] : []),
    ...(at("enforce_workgroup_configuration") === false ? ["lets a client choose where results go, and how"] : []),
    ...(at("bytes_scanned_cutoff_per_query") === undefined ? ["has no limit of what a query scans"] : []),
    ...(option === "SSE_KMS" || option === "CSE_KMS" ? [] : [`encrypts results with ${String(option ?? "nothing")}`]),
    ...(at(`${encryption}.kms_key_arn`) === undefined ? ["names no key for results"] : []),
  ];
}

export const athena: Rule = {
  id: "STRATA030",
  title: "An Athena workgroup measures, bounds and encrypts its queries",
  severity: "medium",
  control: "FSBP Athena.4; Well-Architected SEC08-BP02",
  cause: "A query can read the whole lake at once: it costs by the byte, and its result is a copy of what it read.",
  fix: "Set the limit, metrics and SSE_KMS with the lake's key in the workgroup's configuration, and enforce it.",
  check: (platform) => findingsOf(platform, "aws_athena_workgroup", errorsOf),
};
