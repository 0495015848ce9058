import { describe, expect, test } from "vitest";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();

/** The blocks of a type in the application layer of an environment, by address. */
function blocksOf(environment: string, type: string): Record<string, Record<string, unknown>> {
  const stack = stacks.find((one) => one.environment === environment && one.layer === "application");
  const resources = [...(stack?.resources.values() ?? [])].filter((resource) => resource.type === type);
  return Object.fromEntries(resources.map(({ address, block }) => [address.split(".")[1], block]));
}

const only = (environment: string, type: string) => Object.values(blocksOf(environment, type))[0] ?? {};

describe("the HTTP API", () => {
  test("has settings for every route, with a rate that is not zero", () => {
    const { route_settings } = only("prod", "aws_apigatewayv2_stage");
    const settings = route_settings as Record<string, unknown>[];
    const routes = Object.keys(blocksOf("prod", "aws_apigatewayv2_route"));
    expect(settings.map(({ route_key }) => route_key).sort()).toEqual(
      routes.map((name) => `\${aws_apigatewayv2_route.${name}.route_key}`).sort(),
    );
    for (const one of settings) {
      expect(one).toMatchObject({ data_trace_enabled: false, detailed_metrics_enabled: true });
      expect(Number(one.throttling_rate_limit)).toBeGreaterThan(0);
      expect(Number(one.throttling_burst_limit)).toBeGreaterThan(0);
    }
  });

  test("logs requests without anything that opens a door", () => {
    for (const type of ["aws_apigatewayv2_stage", "aws_api_gateway_stage"]) {
      const { access_log_settings } = only("prod", type);
      const { format } = access_log_settings as { format: string };
      expect(format).not.toMatch(/authorization|token|apiKey(?!Id)|cookie|querystring/i);
    }
  });

  test("asks for a token unless a route says otherwise", () => {
    const types = Object.entries(blocksOf("prod", "aws_apigatewayv2_route")).map(([name, block]) => [
      name.replace("http_api_route_", ""),
      block.authorization_type,
    ]);
    expect(Object.fromEntries(types)).toMatchObject({
      create_document: "JWT",
      get_account: undefined,
      get_document: "JWT",
      list_documents: "JWT",
    });
  });

  test("lets each route call its function, and no other", () => {
    const permissions = blocksOf("prod", "aws_lambda_permission");
    expect(permissions.http_api_permission_get_document).toMatchObject({
      qualifier: "live",
      source_arn: "${aws_apigatewayv2_api.http_api.execution_arn}/*/GET/documents/{documentId}",
    });
    expect(permissions).not.toHaveProperty("http_api_permission_get_account");
  });

  test("reaches services through an internal load balancer only", () => {
    expect(only("prod", "aws_lb")).toMatchObject({ internal: true, drop_invalid_header_fields: true });
    const integrations = blocksOf("prod", "aws_apigatewayv2_integration");
    expect(integrations.http_api_integration_service_gateway).toMatchObject({ connection_type: "VPC_LINK" });
  });

  test.each(["stage", "prod", "dr"])("of %s answers behind the edge alone", (environment) => {
    expect(only(environment, "aws_apigatewayv2_api").disable_execute_api_endpoint).toBe(true);
    expect(only(environment, "aws_api_gateway_rest_api").disable_execute_api_endpoint).toBe(true);
  });
});

describe("people who sign in", () => {
  test.each([
    ["dev", "OPTIONAL", false, "INACTIVE"],
    ["stage", "ON", true, "ACTIVE"],
    ["prod", "ON", true, "ACTIVE"],
    ["dr", "ON", true, "ACTIVE"],
  ])("in %s: MFA %s, accounts by administrators %s, deletion protection %s", (environment, mfa, admins, protection) => {
    expect(only(environment, "aws_cognito_user_pool")).toMatchObject({
      mfa_configuration: mfa,
      deletion_protection: protection,
      admin_create_user_config: { allow_admin_create_user_only: admins },
    });
  });

  test("do so with a client that has no secret and takes a code", () => {
    expect(only("prod", "aws_cognito_user_pool_client")).toMatchObject({
      generate_secret: false,
      allowed_oauth_flows: ["code"],
      callback_urls: ["https://www.strata.example.com/signed-in"],
      prevent_user_existence_errors: "ENABLED",
    });
  });
});

describe("events", () => {
  test("of an upload reach the queue, in a recovery environment only after it has taken over", () => {
    const rule = (environment: string) => blocksOf(environment, "aws_cloudwatch_event_rule").rule_new_upload;
    expect(rule("prod")).toMatchObject({ state: "ENABLED" });
    expect(rule("dr")).toMatchObject({ state: "DISABLED", lifecycle: { ignore_changes: ["state"] } });
    expect(rule("prod")).not.toHaveProperty("lifecycle");
    expect(JSON.parse(String(rule("prod")?.event_pattern))).toEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: ["${data.terraform_remote_state.data.outputs.zone_bucket_names.raw}"] },
        object: { key: [{ prefix: "uploads/" }] },
      },
    });
  });

  test("only upload-worker puts events on the bus", () => {
    const { policy } = only("prod", "aws_cloudwatch_event_bus_policy");
    expect(JSON.parse(String(policy)).Statement[0]).toMatchObject({
      Sid: "RefuseOthers",
      Effect: "Deny",
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::777788889999:role/strata-prod-function-upload-worker"] },
      },
    });
  });

  test("are sent to a queue by rules, and by operations that moves dead letters back", () => {
    for (const environment of ["prod", "dr"]) {
      const { policy } = blocksOf(environment, "aws_sqs_queue_policy").queue_uploads ?? expect.fail("no policy");
      expect(JSON.parse(String(policy)).Statement).toContainEqual(
        expect.objectContaining({
          Sid: "RefuseOthers",
          Condition: expect.objectContaining({
            ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::777788889999:role/personas/strata-prod-operations"] },
          }),
        }),
      );
    }
  });

  test("have a schema of the whole event, in each environment with a bus", () => {
    for (const environment of ["dev", "stage", "prod", "dr"]) {
      const schema = only(environment, "aws_schemas_schema");
      expect(schema).toMatchObject({ name: "upload-worker@DocumentStored", type: "JSONSchemaDraft4" });
      expect(JSON.parse(String(schema.content))).toMatchObject({
        $schema: "http://json-schema.org/draft-04/schema#",
        properties: {
          source: { enum: ["upload-worker"] },
          "detail-type": { enum: ["Document Stored"] },
          detail: { type: "object", properties: { documentId: { type: "string" } } },
        },
      });
    }
  });

  test("keeps undelivered events of the bus, of rules and of queues", () => {
    const target = blocksOf("prod", "aws_cloudwatch_event_target").rule_new_upload ?? expect.fail("no target");
    for (const block of [only("prod", "aws_cloudwatch_event_bus"), target]) {
      expect(block.dead_letter_config).toMatchObject({ arn: "${aws_sqs_queue.undelivered.arn}" });
    }
    const [archive] = Object.values(blocksOf("prod", "aws_cloudcontrolapi_resource"));
    expect(JSON.parse(String(archive?.desired_state))).toMatchObject({
      RetentionDays: 90,
      KmsKeyIdentifier: "${data.terraform_remote_state.security.outputs.streams_key_arn}",
    });
  });
});
