import { join } from "node:path";
import { parse, validate } from "@readme/openapi-parser";
import { describe, expect, test } from "vitest";
import { type ActionRequest, act } from "../../functions/document-actions/actions";
import { projectRoot } from "../../platform/root";
import { FakeDocuments } from "./fake-documents";

const document = join(projectRoot(), "functions/document-actions/openapi.yaml");

function ask(table: FakeDocuments, request: Partial<ActionRequest>) {
  return act(
    {
      actionGroup: "actions",
      apiPath: "/documents",
      httpMethod: "GET",
      sessionAttributes: { owner: "ann" },
      ...request,
    },
    table.documents,
  );
}

const bodyOf = ({ response }: Awaited<ReturnType<typeof act>>) =>
  JSON.parse(response.responseBody["application/json"].body) as Record<string, unknown>;

describe("an agent", () => {
  test("gets the documents of the person it talks to", async () => {
    const table = new FakeDocuments();
    table.add({ documentId: "d1", owner: "ann", title: "Report" });
    table.add({ documentId: "d2", owner: "bob" });
    const answer = await ask(table, {});
    expect(answer.response).toMatchObject({ actionGroup: "actions", apiPath: "/documents", httpStatusCode: 200 });
    expect(bodyOf(answer).documents).toEqual([
      { documentId: "d1", title: "Report", status: "awaiting-upload", createdAt: "2026-01-01T00:00:00.000Z" },
    ]);
  });

  test("gets one document, with what it says", async () => {
    const table = new FakeDocuments();
    table.add({ summary: { status: "summarized", text: "All is well.", at: "2026-01-02T00:00:00.000Z" } });
    const apiPath = "/documents/{documentId}";
    const answer = await ask(table, { apiPath, parameters: [{ name: "documentId", value: "d1" }] });
    expect(bodyOf(answer)).toMatchObject({ documentId: "d1", summary: "All is well.", sizeBytes: 12 });
  });

  test("cannot ask for documents of others, whatever the model fills in", async () => {
    const table = new FakeDocuments();
    table.add({ documentId: "d2", owner: "bob" });
    const apiPath = "/documents/{documentId}";
    const one = await ask(table, { apiPath, parameters: [{ name: "documentId", value: "d2" }] });
    expect(one.response.httpStatusCode).toBe(404);
    const all = await ask(table, { parameters: [{ name: "owner", value: "bob" }] });
    expect(bodyOf(all).documents).toEqual([]);
  });

  test("gets nothing where no one is signed in to the conversation", async () => {
    const answer = await ask(new FakeDocuments(), { sessionAttributes: {} });
    expect(answer.response.httpStatusCode).toBe(401);
  });

  test.each<[string, Partial<ActionRequest>, number]>([
    ["a place that no list has given", { parameters: [{ name: "after", value: "' OR 1=1" }] }, 400],
    ["an action that there is not", { httpMethod: "DELETE" }, 404],
  ])("gets an error about %s", async (_, request, status) => {
    expect((await ask(new FakeDocuments(), request)).response.httpStatusCode).toBe(status);
  });

  test("gets an error for an answer that is too long, which Bedrock would refuse", async () => {
    const table = new FakeDocuments();
    for (let index = 0; index < 50; index++) table.add({ documentId: `d${index}`, title: "ä".repeat(300) });
    const { response } = await ask(table, {});
    expect(response.httpStatusCode).toBe(413);
    expect(Buffer.byteLength(response.responseBody["application/json"].body)).toBeLessThan(25_000);
  });
});

describe("the document of the actions", () => {
  test("is a valid one, of a version that Bedrock takes, and says of every action what it is for", async () => {
    expect(await validate(document)).toEqual({ valid: true, specification: "OpenAPI", warnings: [] });
    const { openapi, paths = {} } = (await parse(document)) as {
      openapi: string;
      paths?: Record<string, Record<string, { operationId?: string; description?: string }>>;
    };
    expect(openapi).toMatch(/^3\.0\./);
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
      // The model chooses by these.
      expect(operation.description).toMatch(/\. Use it /);
      expect(operation.operationId).toMatch(/^[a-zA-Z]+$/);
    }
  });
});
