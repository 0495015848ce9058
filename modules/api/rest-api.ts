import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { restAccessLogFormat } from "./access-log";

export interface RestApiProps {
  readonly site: Site;
  /** Who calls the API, as in "partner"; part of the names. */
  readonly purpose: string;
  /** OpenAPI document with integrations, and what changes when it does. */
  readonly document: { readonly body: Readonly<Record<string, unknown>>; readonly hash: string };
  /** Whether the API answers on the host name that AWS gives it. */
  readonly ownEndpoint: boolean;
  /** Of all callers together. */
  readonly limits: { readonly ratePerSecond: number; readonly burst: number };
  /** What lets API Gateway write logs at all. @default another state has it */
  readonly after: readonly ITerraformDependable[];
}

const stageName = "v1";

/** A REST API from an OpenAPI document, with traces, metrics, and logs of its requests and of what goes wrong. */
export class RestApi extends Construct {
  readonly apiId: string;
  readonly arn: string;
  readonly executionArn: string;
  readonly stageName: string;
  readonly stageArn: string;
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const { site, purpose, document, limits } = props;
    const api = new ApiGatewayRestApi(this, "api", {
      name: site.names.of("api", purpose),
      body: JSON.stringify(document.body),
      // What the document does not say any more goes.
      putRestApiMode: "overwrite",
      failOnWarnings: true,
      disableExecuteApiEndpoint: !props.ownEndpoint,
      endpointConfiguration: { types: ["REGIONAL"] },
      lifecycle: { createBeforeDestroy: true },
    });
    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId: api.id,
      triggers: { document: document.hash },
      lifecycle: { createBeforeDestroy: true },
    });
    const encrypted = { kmsKeyId: site.logs.kmsKeyArn, retentionInDays: site.logs.retentionDays };
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: site.names.of("log-group", `apis/${purpose}`),
      ...encrypted,
    });
    // API Gateway would make it itself, without key and retention.
    const errors = new CloudwatchLogGroup(this, "errors", {
      name: `API-Gateway-Execution-Logs_${api.id}/${stageName}`,
      ...encrypted,
    });
    const stage = new ApiGatewayStage(this, "stage", {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: logGroup.arn, format: restAccessLogFormat },
      dependsOn: [errors, ...props.after],
    });
    new ApiGatewayMethodSettings(this, "settings", {
      restApiId: api.id,
      stageName: stage.stageName,
      methodPath: "*/*",
      settings: {
        metricsEnabled: true,
        loggingLevel: "ERROR",
        // It would log requests with their keys.
        dataTraceEnabled: false,
        throttlingRateLimit: limits.ratePerSecond,
        throttlingBurstLimit: limits.burst,
      },
    });
    this.apiId = api.id;
    this.arn = api.arn;
    this.executionArn = api.executionArn;
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.logGroupName = logGroup.name;
  }
}
