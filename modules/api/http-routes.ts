import type { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import type { Apigatewayv2StageRouteSettings } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { Construct } from "constructs";

/** A route of an HTTP API. */
export interface ApiRoute {
  /** Identity of the route; part of the addresses. */
  readonly name: string;
  /** As in "GET", or ANY. */
  readonly method: string;
  /** As in "/documents/{documentId}". */
  readonly path: string;
  /** Whether it asks for a token. */
  readonly signIn: boolean;
  readonly limits: RouteLimits;
  readonly target: RouteTarget;
}

export interface RouteLimits {
  /** Requests per second, of all callers together. */
  readonly ratePerSecond: number;
  /** Requests at once. */
  readonly burst: number;
}

/** What answers the requests of a route. Routes with the same name of a target share one integration. */
export type RouteTarget = { readonly name: string } & (
  | {
      readonly kind: "function";
      readonly functionName: string;
      /** Alias that is called. */
      readonly alias: string;
      readonly invokeArn: string;
      readonly timeoutSeconds: number;
    }
  | { readonly kind: "service"; readonly vpcLinkId: string; readonly listenerArn: string }
);

/** Longest wait for an answer (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). */
export const longestAnswerSeconds = 30;

interface Api {
  readonly id: string;
  readonly executionArn: string;
  readonly authorizer: Apigatewayv2Authorizer;
}

/**
 * Builds routes, with an integration for each target and the permission to call it for each route.
 * @returns settings of the routes for the stage: all of them, since a route's settings replace those of the stage
 */
export function buildRoutes(scope: Construct, api: Api, routes: readonly ApiRoute[]): Apigatewayv2StageRouteSettings[] {
  const integrations = new Map<string, Apigatewayv2Integration>();
  return routes.map(({ name, method, path, signIn, limits, target }) => {
    const integration = integrations.get(target.name) ?? buildIntegration(scope, api, target);
    integrations.set(target.name, integration);
    const route = new Apigatewayv2Route(scope, `route-${name}`, {
      apiId: api.id,
      routeKey: `${method} ${path}`,
      target: `integrations/${integration.id}`,
      ...(signIn && { authorizationType: "JWT", authorizerId: api.authorizer.id }),
    });
    if (target.kind === "function") {
      new LambdaPermission(scope, `permission-${name}`, {
        statementId: `api-${name}`,
        action: "lambda:InvokeFunction",
        functionName: target.functionName,
        qualifier: target.alias,
        principal: "apigateway.amazonaws.com",
        sourceArn: `${api.executionArn}/*/${method === "ANY" ? "*" : method}${path}`,
      });
    }
    return {
      // Refers to the route, which has to be there before its settings.
      routeKey: route.routeKey,
      dataTraceEnabled: false,
      detailedMetricsEnabled: true,
      // The fifth, logging_level, is for WebSocket: the provider does not send it, and each plan would set it again.
      throttlingBurstLimit: limits.burst,
      throttlingRateLimit: limits.ratePerSecond,
    };
  });
}

function buildIntegration(scope: Construct, api: Api, target: RouteTarget): Apigatewayv2Integration {
  const id = `integration-${target.name}`;
  if (target.kind === "function") {
    return new Apigatewayv2Integration(scope, id, {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: target.invokeArn,
      payloadFormatVersion: "2.0",
      // The function gives up first, so that its log says why.
      timeoutMilliseconds: Math.min(longestAnswerSeconds, target.timeoutSeconds + 1) * 1000,
    });
  }
  return new Apigatewayv2Integration(scope, id, {
    apiId: api.id,
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    connectionType: "VPC_LINK",
    connectionId: target.vpcLinkId,
    integrationUri: target.listenerArn,
    payloadFormatVersion: "1.0",
    timeoutMilliseconds: longestAnswerSeconds * 1000,
  });
}
