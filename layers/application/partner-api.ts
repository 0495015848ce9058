import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { ApiLogging } from "../../modules/api/api-logging";
import { RestApi } from "../../modules/api/rest-api";
import { documentHash, restDocument } from "../../modules/api/rest-document";
import { liveAlias } from "../../modules/functions/function-arn";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import type { BuiltFunction } from "./functions";
import { readOpenApi } from "./openapi";

/** What the partner API leads to. */
export interface PartnerFoundation extends ApplicationFoundation {
  readonly functions: Readonly<Record<string, BuiltFunction>>;
  /** What lets API Gateway write logs; undefined where another environment's state has it. */
  readonly logging: ApiLogging | undefined;
}

export interface Partner {
  readonly api: RestApi;
  /** By name. Keys are added to them outside of Terraform, whose state would hold their values. */
  readonly usagePlanIds: Readonly<Record<string, string>>;
}

/**
 * What lets REST APIs of the region write logs: that for partners, and that of models, which the presentation layer has for
 * users of the HTTP API. None where neither can be there.
 */
export function buildApiLogging(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): ApiLogging | undefined {
  const { site, environment, upstream } = foundation;
  const { partner, http } = environment.application.api;
  const hasApis = partner !== undefined || Object.keys(http.routes).length > 0;
  const builds = environment.owns.region && upstream?.strategy !== "backup-restore";
  return builds && hasApis ? new ApiLogging(stack, "api-logging", site) : undefined;
}

/**
 * The REST API for partners, from its OpenAPI document. None where the environment declares none, or where the recovery
 * strategy restores from backups. Domain, certificate and web ACL are those of the presentation layer.
 */
export function buildPartnerApi(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: PartnerFoundation,
): Partner | undefined {
  const { site, environment, upstream, functions, logging } = foundation;
  const { partner, ownEndpoint } = environment.application.api;
  if (!partner || upstream?.strategy === "backup-restore") return undefined;

  const document = readOpenApi(partner.openapi);
  if (typeof document === "string") throw new Error(`${partner.openapi}: ${document}.`);
  const { json, operations } = document;
  const { ratePerSecond, plans } = partner;
  const api = new RestApi(stack, "partner-api", {
    site,
    purpose: "partner",
    document: { body: restDocument(json, functions), hash: documentHash(json, functions) },
    ownEndpoint,
    limits: { ratePerSecond, burst: ratePerSecond * 2 },
    after: logging ? [logging.account] : [],
  });
  for (const { method, path, function: name } of operations) {
    const lambda = name === undefined ? undefined : functions[name];
    if (!lambda) throw new Error(`${partner.openapi}: no function answers ${method} ${path}.`);
    const id = `${method}-${path}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/-$/g, "");
    new LambdaPermission(stack, `partner-permission-${id}`, {
      statementId: `partner-${id}`,
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      qualifier: liveAlias,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/${api.stageName}/${method}${path.replaceAll(/\{[^}]+\}/g, "*")}`,
    });
  }
  const usagePlanIds = Object.fromEntries(
    Object.entries(plans).map(([name, plan]) => {
      const { ratePerSecond: rateLimit, perMonth } = plan;
      const usagePlan = new ApiGatewayUsagePlan(stack, `partner-plan-${name}`, {
        name: site.names.of("api", `partner-${name}`),
        description: `Up to ${rateLimit} requests per second and ${perMonth} per month, for each key.`,
        apiStages: [{ apiId: api.apiId, stage: api.stageName }],
        throttleSettings: { rateLimit, burstLimit: rateLimit * 2 },
        quotaSettings: { limit: perMonth, period: "MONTH" },
      });
      return [name, usagePlan.id];
    }),
  );
  return { api, usagePlanIds };
}

/** What presentation and monitoring read of the partner API. */
export function partnerOutputs({ site }: ApplicationFoundation, partner: Partner | undefined) {
  return {
    partnerApiId: partner?.api.apiId ?? "",
    partnerApiHost: partner ? `${partner.api.apiId}.execute-api.${site.region}.amazonaws.com` : "",
    partnerApiStageName: partner?.api.stageName ?? "",
    partnerApiStageArn: partner?.api.stageArn ?? "",
    partnerApiLogGroupName: partner?.api.logGroupName ?? "",
    usagePlanIds: partner?.usagePlanIds ?? {},
  };
}
