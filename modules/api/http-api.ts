import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { accessLogFormat } from "./access-log";
import { type ApiRoute, buildRoutes } from "./http-routes";

export interface HttpApiProps {
  readonly site: Site;
  /** What the API is for, as in "http"; part of the names. */
  readonly purpose: string;
  readonly routes: readonly ApiRoute[];
  /** Who issues the tokens that routes with sign-in ask for, and for which clients. */
  readonly tokens: { readonly issuer: string; readonly audience: readonly string[] };
  /** Origins of web pages that may call the API, as in "https://www.example.com". */
  readonly origins: readonly string[];
  /** Whether the API answers on the host name that AWS gives it. */
  readonly ownEndpoint: boolean;
}

/**
 * Requests per second of a route without its own settings. No such route exists; without a number the limit would be 0.
 */
const otherRoutes = 1;

/** An HTTP API that checks tokens, limits the rate of each route, and logs each request. */
export class HttpApi extends Construct {
  readonly apiId: string;
  readonly arn: string;
  readonly executionArn: string;
  readonly stageName: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const { site, purpose, tokens, origins } = props;
    const api = new Apigatewayv2Api(this, "api", {
      name: site.names.of("api", purpose),
      protocolType: "HTTP",
      disableExecuteApiEndpoint: !props.ownEndpoint,
      ...(origins.length > 0 && {
        corsConfiguration: {
          allowOrigins: [...origins],
          allowMethods: [...new Set(props.routes.map(({ method }) => (method === "ANY" ? "*" : method)))].sort(),
          allowHeaders: ["authorization", "content-type"],
          maxAge: 3600,
        },
      }),
    });
    const authorizer = new Apigatewayv2Authorizer(this, "tokens", {
      apiId: api.id,
      name: "tokens",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: tokens.issuer, audience: [...tokens.audience] },
    });
    const routeSettings = buildRoutes(this, { id: api.id, executionArn: api.executionArn, authorizer }, props.routes);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: site.names.of("log-group", `apis/${purpose}`),
      kmsKeyId: site.logs.kmsKeyArn,
      retentionInDays: site.logs.retentionDays,
    });
    const stage = new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: accessLogFormat },
      defaultRouteSettings: {
        dataTraceEnabled: false,
        detailedMetricsEnabled: true,
        throttlingBurstLimit: otherRoutes,
        throttlingRateLimit: otherRoutes,
      },
      routeSettings,
    });
    this.apiId = api.id;
    this.arn = api.arn;
    this.executionArn = api.executionArn;
    this.stageName = stage.name;
    this.logGroupName = logGroup.name;
  }
}
