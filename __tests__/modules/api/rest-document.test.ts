import { validate } from "@readme/openapi-parser";
import { describe, expect, test } from "vitest";
import { readOpenApi } from "../../../layers/application/openapi";
import { documentHash, restDocument } from "../../../modules/api/rest-document";

const file = "functions/partner-api/openapi.yaml";
const document = readOpenApi(file);
if (typeof document === "string") throw new Error(document);
const { json, operations } = document;

const functions = { "partner-api": { invokeArn: "${aws_lambda_alias.live.invoke_arn}", timeoutSeconds: 15 } };

/** A copy of the document to change. */
const copy = () => structuredClone(json) as { paths: Record<string, Record<string, Record<string, unknown>>> };

describe(file, () => {
  test("is a valid OpenAPI document", async () => {
    await expect(validate(copy() as never)).resolves.toMatchObject({ valid: true });
  });

  test("is valid with what API Gateway adds to it", async () => {
    await expect(validate(structuredClone(restDocument(json, functions)) as never)).resolves.toMatchObject({
      valid: true,
    });
  });

  test("asks for a key everywhere, and describes the body of every answer", () => {
    expect(json.security).toEqual([{ key: [] }]);
    for (const [path, item] of Object.entries(copy().paths)) {
      for (const [verb, operation] of Object.entries(item)) {
        expect.soft(operation.security, `${verb} ${path}`).toBeUndefined();
        const answers = Object.values(operation.responses as Record<string, Record<string, unknown>>);
        expect
          .soft(
            answers.every((answer) => "content" in answer || "$ref" in answer),
            `${verb} ${path}`,
          )
          .toBe(true);
      }
    }
  });

  test("holds nothing that Terraform would take for its own", () => {
    expect(document.text).not.toMatch(/[$%]\{/);
  });
});

describe("what API Gateway gets", () => {
  test("calls the function of each operation, and checks requests before", () => {
    const rendered = restDocument(json, functions) as ReturnType<typeof copy> & Record<string, unknown>;
    expect(rendered["x-amazon-apigateway-request-validators"]).toEqual({
      everything: { validateRequestBody: true, validateRequestParameters: true },
    });
    expect(rendered["x-amazon-apigateway-request-validator"]).toBe("everything");
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /documents",
      "GET /documents/{documentId}",
    ]);
    for (const { method, path } of operations) {
      const operation = rendered.paths[path]?.[method.toLowerCase()];
      expect(operation).not.toHaveProperty("x-function");
      expect(operation?.["x-amazon-apigateway-integration"]).toMatchObject({
        type: "aws_proxy",
        httpMethod: "POST",
        uri: functions["partner-api"].invokeArn,
        timeoutInMillis: 16_000,
      });
    }
  });

  test("rejects an operation without a handler", () => {
    expect(() => restDocument(json, {})).toThrow("GET /documents: no function answers it.");
  });
});

describe("a deployment", () => {
  const hash = documentHash(json, functions);

  test("follows a changed route, a changed parameter and a changed limit", () => {
    const moved = copy();
    moved.paths["/papers"] = moved.paths["/documents"] ?? {};
    delete moved.paths["/documents"];
    const checked = copy();
    const list = checked.paths["/documents"]?.get;
    if (list) list.parameters = [];
    const slower = { "partner-api": { ...functions["partner-api"], timeoutSeconds: 20 } };
    const others = [documentHash(moved, functions), documentHash(checked, functions), documentHash(json, slower)];
    expect(new Set([hash, ...others]).size).toBe(4);
  });

  test("does not follow what the document does not say", () => {
    expect(documentHash(copy(), functions)).toBe(hash);
    const elsewhere = {
      "partner-api": { ...functions["partner-api"], invokeArn: "${aws_lambda_alias.other.invoke_arn}" },
    };
    expect(documentHash(json, elsewhere)).toBe(hash);
  });
});
