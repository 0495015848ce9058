/**
 * What an HTTP API logs of a request, as JSON: who, what and how it ended. No header, so no token; of its claims the
 * user's id alone (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html).
 */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  user: "$context.authorizer.claims.sub",
  route: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationLatencyMs: "$context.integration.latency",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
  error: "$context.error.message",
});

/**
 * The same of a REST API: instead of a user it has the id of a key, and never the key
 * (docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).
 */
export const restAccessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  keyId: "$context.identity.apiKeyId",
  route: "$context.httpMethod $context.resourcePath",
  path: "$context.path",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationLatencyMs: "$context.integration.latency",
  integrationError: "$context.integration.error",
  validationError: "$context.error.validationErrorString",
  error: "$context.error.message",
});
