import { createHash } from "node:crypto";

/** Function that answers operations, as API Gateway calls it. */
export interface OperationFunction {
  readonly invokeArn: string;
  readonly timeoutSeconds: number;
}

/** Longest wait for an answer (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
export const longestRestAnswerSeconds = 29;

type Json = Readonly<Record<string, unknown>>;

/** Keys of a path in an OpenAPI document that are operations. */
export const verbs = ["get", "put", "post", "delete", "options", "head", "patch"];

/** Name of what checks requests. */
const validator = "everything";

/**
 * The OpenAPI document as API Gateway wants it: each operation calls its function, and API Gateway checks parameters and
 * bodies before it does. `x-function` says which function answers an operation.
 * @throws Error when an operation names none of the functions
 */
export function restDocument(document: Json, functions: Readonly<Record<string, OperationFunction>>): Json {
  const paths = Object.entries((document.paths ?? {}) as Readonly<Record<string, Json>>);
  const operationOf = (where: string, operation: Json): Json => {
    const { "x-function": name, ...rest } = operation;
    const lambda = functions[String(name)];
    if (!lambda) throw new Error(`${where}: no function answers it.`);
    return {
      ...rest,
      "x-amazon-apigateway-integration": {
        type: "aws_proxy",
        httpMethod: "POST",
        uri: lambda.invokeArn,
        passthroughBehavior: "when_no_match",
        timeoutInMillis: Math.min(longestRestAnswerSeconds, lambda.timeoutSeconds + 1) * 1000,
      },
    };
  };
  const itemOf = (path: string, item: Json): Json =>
    Object.fromEntries(
      Object.entries(item).map(([key, value]) => [
        key,
        verbs.includes(key) ? operationOf(`${key.toUpperCase()} ${path}`, value as Json) : value,
      ]),
    );
  return {
    ...document,
    "x-amazon-apigateway-api-key-source": "HEADER",
    "x-amazon-apigateway-request-validators": {
      [validator]: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": validator,
    paths: Object.fromEntries(paths.map(([path, item]) => [path, itemOf(path, item)])),
  };
}

/**
 * What changes when the document, rendered, does: a deployment goes by it. Functions count by name and limits, since
 * their ARNs are known only after the apply, and do not change.
 */
export function documentHash(document: Json, functions: Readonly<Record<string, OperationFunction>>): string {
  const named = Object.entries(functions).map(([name, lambda]) => [name, { ...lambda, invokeArn: name }]);
  const rendered = restDocument(document, Object.fromEntries(named));
  return createHash("sha256").update(JSON.stringify(rendered)).digest("hex");
}
