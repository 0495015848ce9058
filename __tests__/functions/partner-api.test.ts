import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { handle, type Request } from "../../functions/partner-api/routes";
import { readOpenApi } from "../../layers/application/openapi";
import { FakeDocuments } from "./fake-documents";

const request = (resource: string, fields: Partial<Request> = {}): Request => ({
  httpMethod: "GET",
  resource,
  pathParameters: null,
  queryStringParameters: null,
  ...fields,
});

function table() {
  const documents = new FakeDocuments();
  documents.add({ documentId: "d1", status: "stored", storedAt: "2026-03-01T12:00:00Z" });
  documents.add({ documentId: "d2" });
  return documents.documents;
}

describe("a partner", () => {
  test("sees documents that are there, without whose they are", async () => {
    const listed = await handle(request("/documents", { queryStringParameters: { owner: "ann" } }), table());
    const { documents } = JSON.parse(listed.body);
    expect(documents).toEqual([
      {
        documentId: "d1",
        version: 1,
        title: "Report",
        contentType: "application/pdf",
        sizeBytes: 12,
        storedAt: "2026-03-01T12:00:00Z",
      },
    ]);
    const one = await handle(request("/documents/{documentId}", { pathParameters: { documentId: "d1" } }), table());
    expect(JSON.parse(one.body)).toEqual({ document: documents[0] });
  });

  test.each<[string, Request, string]>([
    ["one without content", request("/documents/{documentId}", { pathParameters: { documentId: "d2" } }), "no such"],
    ["one that there is not", request("/documents/{documentId}", { pathParameters: { documentId: "d9" } }), "no such"],
    ["a list without an owner", request("/documents"), "owner: expected"],
    ["what the API does not have", request("/people"), "no such operation"],
    ["a change", request("/documents", { httpMethod: "POST" }), "no such operation"],
  ])("does not get %s", async (_, asked, message) => {
    await expect(handle(asked, table())).rejects.toThrow(message);
  });
});

test("each operation of the document has an answer of the function", async () => {
  const document = readOpenApi("functions/partner-api/openapi.yaml");
  if (typeof document === "string") return expect.fail(document);
  const operations = document.operations.filter((operation) => operation.function === "partner-api");
  expect(operations.length).toBeGreaterThan(0);
  for (const { method, path } of operations) {
    const asked = request(path, {
      httpMethod: method,
      pathParameters: { documentId: "d1" },
      queryStringParameters: { owner: "ann" },
    });
    expect(await handle(asked, table()), `${method} ${path}`).toMatchObject({ statusCode: 200 });
  }
});

test("the function answers no operation that the document does not have", async () => {
  const document = readOpenApi("functions/partner-api/openapi.yaml");
  if (typeof document === "string") return expect.fail(document);
  const answered = [...readFileSync("functions/partner-api/routes.ts", "utf8").matchAll(/case "([A-Z]+ [^"]+)":/g)];
  const documented = document.operations.map(({ method, path }) => `${method} ${path}`);
  expect(answered.map(([, operation]) => operation)).toEqual(documented);
});
