import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

const stack = (id: string, resources: Readonly<Record<string, Block>>): FakeStacks => ({ [id]: { resources } });

const stage = { rest_api_id: "${aws_api_gateway_rest_api.api.id}", stage_name: "v1" };
const settings = (changes: Block): Block => ({
  stage_name: "${aws_api_gateway_stage.v1.stage_name}",
  method_path: "*/*",
  settings: { logging_level: "ERROR", data_trace_enabled: false, ...changes },
});
const bodyOf = (type: string) =>
  JSON.stringify({ paths: { "/": { get: { "x-amazon-apigateway-integration": { type } } } } });
const restApi = (type: string, changes: { stage?: Block; settings?: Block } = {}) =>
  stack("prod-application", {
    "aws_api_gateway_rest_api.api": { body: bodyOf(type) },
    "aws_api_gateway_stage.v1": { ...stage, ...changes.stage },
    "aws_api_gateway_method_settings.all": settings(changes.settings ?? {}),
  });

export const apis = casesOf("STRATA040", [
  { name: "an API that logs errors and calls functions", stacks: restApi("aws_proxy"), finds: [] },
  {
    name: "a stage without settings",
    stacks: stack("prod-application", {
      "aws_api_gateway_rest_api.api": { body: bodyOf("aws_proxy") },
      "aws_api_gateway_stage.v1": stage,
    }),
    finds: ["prod-application aws_api_gateway_stage.v1: logging_level of all methods is OFF"],
    breaks: { "APIGateway.1": "logging_level of all methods is OFF" },
  },
  {
    name: "settings of one method only",
    stacks: restApi("aws_proxy", { settings: { logging_level: "OFF" } }),
    finds: ["logging_level of all methods is OFF"],
  },
  {
    name: "a log of whole requests",
    stacks: restApi("aws_proxy", { settings: { data_trace_enabled: true } }),
    finds: ["logs whole requests"],
  },
  {
    name: "an HTTP backend that gets no certificate",
    stacks: restApi("http_proxy"),
    finds: ["shows no certificate to the HTTP backends that it calls"],
    breaks: { "APIGateway.2": "shows no certificate" },
  },
  {
    name: "an HTTP backend that gets one",
    stacks: restApi("http", { stage: { client_certificate_id: "abc123" } }),
    finds: [],
  },
  {
    name: "private backends, called with TLS and without",
    stacks: stack("dev-application", {
      "aws_apigatewayv2_integration.plain": { connection_type: "VPC_LINK" },
      "aws_apigatewayv2_integration.tls": {
        connection_type: "VPC_LINK",
        tls_config: { server_name_to_verify: "services.example.com" },
      },
      "aws_apigatewayv2_integration.function": { integration_type: "AWS_PROXY" },
    }),
    finds: ["aws_apigatewayv2_integration.plain: calls its private backend without TLS"],
    breaks: { "APIGateway.10": "calls its private backend without TLS" },
  },
]);

const password_policy: Block = {
  minimum_length: 14,
  require_lowercase: true,
  require_uppercase: true,
  require_numbers: true,
  require_symbols: true,
  temporary_password_validity_days: 3,
};
const user_pool_add_ons: Block = { advanced_security_mode: "ENFORCED" };
const pool: Block = { mfa_configuration: "ON", password_policy, user_pool_add_ons };
const pools = (id: string, changes: Block) => stack(id, { "aws_cognito_user_pool.users": { ...pool, ...changes } });

export const userPools = casesOf("STRATA041", [
  { name: "a pool with all of it", stacks: pools("prod-application", {}), finds: [] },
  {
    name: "a sandbox where a second factor is left to each, and nothing is watched",
    stacks: pools("dev-application", { mfa_configuration: "OPTIONAL", user_pool_add_ons: undefined }),
    finds: [],
  },
  {
    name: "a pool that says nothing",
    stacks: stack("prod-application", { "aws_cognito_user_pool.users": {} }),
    finds: [
      "takes passwords of 0 characters",
      "takes passwords without require_lowercase, require_uppercase, require_numbers, require_symbols",
      "mfa_configuration is OFF",
      "advanced_security_mode is OFF",
    ],
    breaks: {
      "Cognito.1": "advanced_security_mode is OFF",
      "Cognito.3": "takes passwords of 0 characters",
      "Cognito.5": "mfa_configuration is OFF",
    },
  },
  {
    name: "a second factor that is left to each above sandbox",
    stacks: pools("stage-application", { mfa_configuration: "OPTIONAL" }),
    finds: ["mfa_configuration is OPTIONAL"],
  },
  {
    name: "temporary passwords that hold for a month",
    stacks: pools("stage-application", {
      password_policy: { ...password_policy, temporary_password_validity_days: 30 },
    }),
    finds: ["temporary passwords hold for 30 days"],
  },
  {
    name: "a custom sign-in that is not watched",
    stacks: pools("prod-application", {
      lambda_config: { define_auth_challenge: "arn:aws:lambda:us-east-1:111122223333:function:challenge" },
    }),
    finds: ["does not watch its custom sign-in"],
    breaks: { "Cognito.4": "does not watch its custom sign-in" },
  },
]);

const policyOf = (argument: string, reference: string): Block => ({ [argument]: `\${${reference}}`, policy: "{}" });

export const messages = casesOf("STRATA042", [
  {
    name: "a queue, a topic and a bus with policies",
    stacks: stack("dev-application", {
      "aws_sqs_queue.work": {},
      "aws_sqs_queue_policy.work": policyOf("queue_url", "aws_sqs_queue.work.url"),
      "aws_sns_topic.news": {},
      "aws_sns_topic_policy.news": policyOf("arn", "aws_sns_topic.news.arn"),
      "aws_cloudwatch_event_bus.main": {},
      "aws_cloudwatch_event_bus_policy.main": policyOf("event_bus_name", "aws_cloudwatch_event_bus.main.name"),
      "aws_sqs_queue.inline": { policy: "{}" },
    }),
    finds: [],
  },
  {
    name: "some without",
    stacks: stack("dev-application", {
      "aws_sqs_queue.work": {},
      "aws_sns_topic.news": {},
      "aws_cloudwatch_event_bus.main": {},
    }),
    finds: [
      "aws_cloudwatch_event_bus.main: has no policy",
      "aws_sns_topic.news: has no policy",
      "aws_sqs_queue.work: has no policy",
    ],
    breaks: { "EventBridge.3": "aws_cloudwatch_event_bus.main: has no policy" },
  },
]);

export const schedules = casesOf("STRATA050", [
  {
    name: "a schedule with a queue",
    stacks: stack("dev-application", {
      "aws_sqs_queue.failed": {},
      "aws_scheduler_schedule.nightly": { target: { dead_letter_config: { arn: "${aws_sqs_queue.failed.arn}" } } },
    }),
    finds: [],
  },
  {
    name: "one without",
    stacks: stack("dev-application", { "aws_scheduler_schedule.nightly": { target: { arn: "a" } } }),
    finds: ["aws_scheduler_schedule.nightly: has no queue for starts that failed"],
  },
]);
