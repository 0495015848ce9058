import { validate } from "@readme/openapi-parser";
import { describe, expect, test } from "vitest";
import { modelDocument, modelDocumentHash } from "../../modules/api/model-document";
import { edgeOf, routeTo } from "../support/edge";
import { at, statementsOf } from "../support/synthesis";

const routes = {
  shop: routeTo("shop", "services.gateway"),
  scores: routeTo("shop", "models.propensity", { paths: ["/scores", "/scores/*"] }),
  ranks: routeTo("shop", "models.ranking", { paths: ["/ranks"] }),
};
const json = edgeOf({ routes });

interface Integration {
  readonly uri: string;
  readonly credentials: string;
}
type Operation = { readonly security: object[] } & { readonly "x-amazon-apigateway-integration": Integration };

const document = JSON.parse(String(at(json, "aws_api_gateway_rest_api.models").body)) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

describe("a route to a model", () => {
  test("leads CloudFront to the API by the name of the route, without the host of the client", () => {
    const { origin, ordered_cache_behavior } = at(json, "aws_cloudfront_distribution.shop") as unknown as {
      origin: { origin_id: string; domain_name: string; origin_path: string }[];
      ordered_cache_behavior: { path_pattern: string; target_origin_id: string; origin_request_policy_id: string }[];
    };
    expect(origin).toContainEqual(
      expect.objectContaining({
        origin_id: "model-scores",
        domain_name: "origin-models.test.example.com",
        origin_path: "/scores",
      }),
    );
    const leading = ordered_cache_behavior.filter(({ target_origin_id }) => target_origin_id === "model-scores");
    expect(leading.map(({ path_pattern }) => path_pattern).sort()).toEqual(["/scores", "/scores/*"]);
    expect(leading[0]?.origin_request_policy_id).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
  });

  test("asks the endpoint of its model, for people who have signed in", () => {
    expect(Object.keys(document.paths)).toEqual(["/scores", "/scores/{rest+}", "/ranks", "/ranks/{rest+}"]);
    const post = document.paths["/scores/{rest+}"]?.post;
    expect(post?.security).toEqual([{ users: [] }]);
    expect(post?.["x-amazon-apigateway-integration"]).toMatchObject({
      uri: "arn:aws:apigateway:us-east-1:runtime.sagemaker:path//endpoints/strata-test-propensity/invocations",
      credentials: "${aws_iam_role.models_role.arn}",
    });
    for (const item of Object.values(document.paths)) expect(Object.keys(item)).toEqual(["post"]);
    expect(JSON.stringify(document)).toContain("user_pool_arn");
  });

  test("lets API Gateway invoke the endpoints of routes and nothing else", () => {
    const { InvokeModels, ...others } = statementsOf(at(json, "aws_iam_role_policy.models_role").policy);
    expect(others).toEqual({});
    expect(InvokeModels).toMatchObject({
      Action: "sagemaker:InvokeEndpoint",
      Resource: ["propensity", "ranking"].map(
        (model) => `arn:aws:sagemaker:us-east-1:111122223333:endpoint/strata-test-${model}`,
      ),
    });
  });

  test("is reached by its own name alone, with a web ACL", () => {
    expect(at(json, "aws_api_gateway_rest_api.models")).toMatchObject({ disable_execute_api_endpoint: true });
    expect(at(json, "aws_wafv2_web_acl_association.models_firewall_of").resource_arn).toBe(
      "${aws_api_gateway_stage.models.arn}",
    );
    expect(at(json, "aws_route53_record.origin_models")).toMatchObject({ name: "origin-models.test.example.com" });
  });
});

test("without a route to a model there is no API of models, and no certificate for it", () => {
  const addresses = Object.entries(edgeOf({ routes: { shop: routes.shop } }).resource ?? {}).flatMap(([type, all]) =>
    Object.keys(all).map((id) => `${type}.${id}`),
  );
  expect(addresses.filter((address) => /rest_api|models/.test(address))).toEqual([]);
});

describe("the document", () => {
  const props = {
    title: "models",
    endpoints: { scores: "strata-test-propensity" },
    region: "us-east-1",
    roleArn: "arn:aws:iam::111122223333:role/model-api",
    userPoolArn: "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_AbCdEfGhI",
  };

  test("is valid OpenAPI", async () => {
    // A parameter for the rest of the path is an extension of API Gateway.
    const plain: unknown = JSON.parse(JSON.stringify(modelDocument(props)).replaceAll("{rest+}", "{rest}"));
    await expect(validate(plain as never)).resolves.toMatchObject({ valid: true });
  });

  test("passes no message of SageMaker on: it would name account and endpoint", () => {
    const { responses } = (
      modelDocument(props).paths as Record<string, Record<string, Record<string, { responses: object }>>>
    )["/scores"]?.post?.["x-amazon-apigateway-integration"] ?? { responses: {} };
    const failing = Object.entries(responses).filter(([status]) => status !== "200");
    expect(failing.map(([status]) => status)).toEqual(["400", "429", "default"]);
    for (const [, response] of failing) {
      expect(JSON.parse(response.responseTemplates["application/json"])).toEqual({ message: expect.any(String) });
    }
  });

  test("has a hash that changes with the endpoints, and not with ARNs", () => {
    const hash = modelDocumentHash(props);
    expect(modelDocumentHash({ ...props, roleArn: "${aws_iam_role.other.arn}" })).toBe(hash);
    expect(modelDocumentHash({ ...props, endpoints: { scores: "other" } })).not.toBe(hash);
  });
});
