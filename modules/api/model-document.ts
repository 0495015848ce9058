import { createHash } from "node:crypto";
import { longestRestAnswerSeconds } from "./rest-document";

type Json = Readonly<Record<string, unknown>>;

/** What an API of models is made of. */
export interface ModelDocumentProps {
  readonly title: string;
  /** Endpoint that answers each path, by the first part of the path. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly region: string;
  /** Role that invokes the endpoints. */
  readonly roleArn: string;
  /** Users who may ask. */
  readonly userPoolArn: string;
}

/** What callers learn of a prediction that failed: answers of SageMaker name the account and the endpoint. */
const failures = {
  400: "The model does not take this request.",
  429: "Too many requests. Try again later.",
  502: "The model does not answer.",
} as const;

const json = "application/json";

const answer = (description: string, schema: Json): Json => ({ description, content: { [json]: { schema } } });
const failed: Json = { type: "object", properties: { message: { type: "string" } } };
const failureOf = (status: keyof typeof failures): Json => ({
  statusCode: String(status),
  responseTemplates: { [json]: JSON.stringify({ message: failures[status] }) },
});

/** One prediction, in the words of SageMaker (docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html). */
function predict({ region, roleArn }: ModelDocumentProps, endpoint: string, parameters: readonly Json[]): Json {
  return {
    parameters,
    security: [{ users: [] }],
    requestBody: { required: true, content: { [json]: { schema: { type: "object" } } } },
    responses: {
      200: answer("What the model predicts.", { type: "object" }),
      ...Object.fromEntries(Object.entries(failures).map(([status, message]) => [status, answer(message, failed)])),
    },
    "x-amazon-apigateway-integration": {
      type: "aws",
      httpMethod: "POST",
      uri: `arn:aws:apigateway:${region}:runtime.sagemaker:path//endpoints/${endpoint}/invocations`,
      credentials: roleArn,
      passthroughBehavior: "when_no_match",
      timeoutInMillis: longestRestAnswerSeconds * 1000,
      requestParameters: {
        "integration.request.header.Accept": `'${json}'`,
        "integration.request.header.Content-Type": `'${json}'`,
      },
      responses: {
        200: { statusCode: "200" },
        400: failureOf(400),
        429: failureOf(429),
        default: failureOf(502),
      },
    },
  };
}

/**
 * OpenAPI document of a REST API that asks endpoints of SageMaker for predictions, as JSON. Users of the pool may ask,
 * with their id token. Everything below the first part of a path has the same answer.
 */
export function modelDocument(props: ModelDocumentProps): Json {
  const rest = { name: "rest", in: "path", required: true, schema: { type: "string" } };
  return {
    openapi: "3.0.1",
    info: { title: props.title, version: "1" },
    components: {
      securitySchemes: {
        users: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [props.userPoolArn] },
        },
      },
    },
    paths: Object.fromEntries(
      Object.entries(props.endpoints).flatMap(([first, endpoint]) => [
        [`/${first}`, { post: predict(props, endpoint, []) }],
        [`/${first}/{rest+}`, { post: predict(props, endpoint, [rest]) }],
      ]),
    ),
  };
}

/** What changes when the document does: a deployment goes by it. ARNs are known only after the apply, and do not change. */
export function modelDocumentHash(props: ModelDocumentProps): string {
  const rendered = modelDocument({ ...props, roleArn: "role", userPoolArn: "users" });
  return createHash("sha256").update(JSON.stringify(rendered)).digest("hex");
}
