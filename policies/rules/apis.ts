import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, pointingAt, targetsOf, valueAt, valuesAt } from "../platform";
import type { Platform, Rule } from "../types";

/** What a stage of a REST API lacks. */
function stageErrors(platform: Platform, stage: Resource): string[] {
  const settings = pointingAt(platform, stage, "aws_api_gateway_method_settings", "stage_name");
  const whole = settings.find(({ block }) => block.method_path === "*/*");
  const level = String(valueAt(whole?.block, "settings.logging_level") ?? "OFF");
  const calledByHttp = targetsOf(stage.stack, stage.block.rest_api_id).some(({ block }) =>
    /"type":\s*"http(_proxy)?"/i.test(JSON.stringify(block.body ?? "").replaceAll("\\", "")),
  );
  return [
    ...(level === "ERROR" || level === "INFO" ? [] : [`logging_level of all methods is ${level}`]),
    ...(valueAt(whole?.block, "settings.data_trace_enabled") === true
      ? ["logs whole requests, with the keys of their callers"]
      : []),
    ...(calledByHttp && stage.block.client_certificate_id === undefined
      ? ["shows no certificate to the HTTP backends that it calls"]
      : []),
  ];
}

/** What an integration of an HTTP API sends in the clear. */
function integrationErrors({ block }: Resource): string[] {
  const isPrivate = block.connection_type === "VPC_LINK";
  return isPrivate && valuesAt(block, "tls_config").length === 0 ? ["calls its private backend without TLS"] : [];
}

export const apis: Rule = {
  id: "STRATA040",
  title: "An API logs its errors and no secrets, and its backends know who calls",
  severity: "medium",
  control: "FSBP APIGateway.1, APIGateway.2, APIGateway.10",
  cause:
    "Without the log, no one can see why partners get errors. Without a certificate or TLS, anyone can impersonate the API.",
  fix: "Build APIs with modules/api.",
  check: (platform) => [
    ...findingsOf(platform, "aws_api_gateway_stage", (stage) => stageErrors(platform, stage)),
    ...findingsOf(platform, "aws_apigatewayv2_integration", integrationErrors),
  ],
};
