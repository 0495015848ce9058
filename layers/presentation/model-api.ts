import { RestApiDomain } from "../../modules/api/api-domains";
import { modelDocument, modelDocumentHash } from "../../modules/api/model-document";
import { RestApi } from "../../modules/api/rest-api";
import { RegionRecord } from "../../modules/dns/region-record";
import { ServiceRole } from "../../modules/identity/service-role";
import { endpointArn } from "../../modules/models/grants";
import type { LayerStack } from "../../platform/layer-stack";
import { type Certificates, modelsHost } from "./certificates";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import type { Region } from "./region";
import { isToModel, namesOf, routesOf } from "./routes";
import type { Zone } from "./zone";

/** The API that asks models for predictions. */
export interface ModelApi {
  /** Host under which CloudFront finds it. */
  readonly hostName: string;
  /** Its stage, for a web ACL. */
  readonly stageArn: string;
}

/** What the API builds on. */
export interface ModelApiFoundation extends PresentationFoundation {
  readonly certificates: Certificates;
  readonly zone: Zone;
  readonly region: Region;
}

/** Predictions that all callers together ask for within a second, and at once. */
const limits = { ratePerSecond: 100, burst: 200 };

/**
 * A REST API in front of the endpoints of models that routes lead to. API Gateway signs what it asks SageMaker, and lets in
 * users of the HTTP API's pool alone. None without such a route or a delegated domain, and none where a recovery keeps no
 * services.
 */
export function buildModelApi(
  stack: LayerStack<PresentationEnvironment>,
  foundation: ModelApiFoundation,
): ModelApi | undefined {
  const { site, upstream, application, certificates, zone, region } = foundation;
  const certificateArn = certificates.regional[modelsHost];
  if (certificateArn === undefined || upstream?.strategy === "backup-restore") return undefined;

  const routes = routesOf(foundation).filter(isToModel);
  const models = [...new Set(routes.map(({ to }) => to.name))].sort();
  const role = new ServiceRole(stack, "models-role", {
    site,
    purpose: "model-api",
    description: "API Gateway asks models for predictions.",
    service: "apigateway.amazonaws.com",
    statements: [
      {
        sid: "InvokeModels",
        actions: "sagemaker:InvokeEndpoint",
        resources: models.map((model) => endpointArn(site, model)),
      },
    ],
  });
  const document = {
    title: site.names.of("api", "models"),
    endpoints: Object.fromEntries(routes.map(({ name, to }) => [name, site.names.of("sagemaker", to.name)])),
    region: site.region,
    roleArn: role.arn,
    userPoolArn: application.userPoolArn,
  };
  const api = new RestApi(stack, "models", {
    site,
    purpose: "models",
    document: { body: modelDocument(document), hash: modelDocumentHash(document) },
    ownEndpoint: false,
    limits,
    after: [role.policy],
  });
  const hostName = `${modelsHost}.${namesOf(foundation).domain}`;
  const { target } = new RestApiDomain(stack, "models-domain", {
    site,
    hostName,
    certificateArn,
    api: { id: api.apiId, stageName: api.stageName },
  });
  const { healthCheckId } = region;
  // Without a health check there is one region to lead to: the primary's.
  if (!upstream || healthCheckId !== undefined) {
    new RegionRecord(stack, "origin-models", {
      site,
      zoneId: upstream?.presentation.zoneId ?? zone.zoneId,
      hostName,
      target,
      failover: healthCheckId === undefined ? undefined : { role: upstream ? "secondary" : "primary", healthCheckId },
    });
  }
  return { hostName, stageArn: api.stageArn };
}
