import { describe, expect, test } from "vitest";
import { largestUpload, type Request, routes, type Services } from "../../functions/documents-api/routes";
import { pageSize } from "../../functions/shared/documents";
import { answer, HttpError, type Response } from "../../functions/shared/responses";
import { FakeDocuments } from "./fake-documents";

interface Call extends Partial<Omit<Request, "requestContext">> {
  /** Subject of the token; none without sign-in. */
  readonly as?: string;
}

/** What the API answers: status and body. */
async function ask(table: FakeDocuments, routeKey: string, { as, ...request }: Call = {}) {
  const services: Services = {
    documents: table.documents,
    uploadUrl: async (key, { contentType, sizeBytes }) => `https://bucket/${key}?${contentType}&${sizeBytes}`,
    now: () => new Date("2026-03-01T12:00:00Z"),
    version: "7",
  };
  const jwt = { claims: { sub: as ?? "" }, scopes: [] };
  const requestContext = as === undefined ? {} : { authorizer: { principalId: "", integrationLatency: 0, jwt } };
  const route = routes[routeKey] ?? expect.fail(`no route ${routeKey}`);
  const whole: Request = { routeKey, isBase64Encoded: false, requestContext, ...request };
  const response: Response = await answer(
    () => route(whole, services),
    (error) => expect.fail(String(error)),
  );
  return { status: response.statusCode, body: JSON.parse(response.body) };
}

const upload = (fields: object = {}) =>
  JSON.stringify({ title: "Report", contentType: "application/pdf", sizeBytes: 12, ...fields });

describe("the documents API", () => {
  test("says that it works, and which version works", async () => {
    expect(await ask(new FakeDocuments(), "GET /health")).toEqual({ status: 200, body: { status: "ok" } });
    expect(await ask(new FakeDocuments(), "GET /version")).toEqual({ status: 200, body: { version: "7" } });
  });

  test("makes a document that waits for its content, and a URL that takes exactly that", async () => {
    const table = new FakeDocuments();
    const { status, body } = await ask(table, "POST /documents", { as: "ann", body: upload() });
    const { documentId } = body.document;
    expect(status).toBe(201);
    expect(body.upload.url).toBe(`https://bucket/uploads/${documentId}/1?application/pdf&12`);
    expect(body.upload.headers).toEqual({ "content-type": "application/pdf" });
    expect(table.items.get(`${documentId}/1`)).toEqual({
      documentId,
      version: 1,
      owner: "ann",
      title: "Report",
      contentType: "application/pdf",
      sizeBytes: 12,
      status: "awaiting-upload",
      createdAt: "2026-03-01T12:00:00.000Z",
    });
  });

  test("reads a body that the API has encoded", async () => {
    const body = Buffer.from(upload()).toString("base64");
    const request = { as: "ann", body, isBase64Encoded: true };
    expect((await ask(new FakeDocuments(), "POST /documents", request)).status).toBe(201);
  });

  test.each([
    ["that is none", undefined, "body: expected JSON"],
    ["that is no JSON", "{", "body: expected JSON"],
    ["without a title", upload({ title: undefined }), "title: "],
    ["with an owner of its choice", upload({ owner: "bob" }), "body: "],
    ["of a type that is none", upload({ contentType: "pdf" }), "contentType: "],
    ["that is empty", upload({ sizeBytes: 0 }), "sizeBytes: "],
    ["that is too large", upload({ sizeBytes: largestUpload + 1 }), "sizeBytes: "],
  ])("refuses a document %s, and keeps nothing of it", async (_, body, message) => {
    const table = new FakeDocuments();
    const refused = await ask(table, "POST /documents", { as: "ann", body });
    expect(refused).toEqual({ status: 400, body: { message: expect.stringContaining(message) } });
    expect(table.items.size).toBe(0);
  });

  test("shows the newest version of a document only to its owner", async () => {
    const table = new FakeDocuments();
    table.add({ documentId: "d1", version: 1 });
    const newest = table.add({ documentId: "d1", version: 2 });
    const of = (as: string) => ask(table, "GET /documents/{documentId}", { as, pathParameters: { documentId: "d1" } });
    expect(await of("ann")).toEqual({ status: 200, body: { document: newest } });
    expect((await of("bob")).status).toBe(404);
  });

  test.each(["GET /documents", "POST /documents", "GET /documents/{documentId}"])(
    "%s asks for a sign-in",
    async (route) => {
      expect((await ask(new FakeDocuments(), route, { body: upload() })).status).toBe(401);
    },
  );

  test("lists what one owns, page by page, whatever DynamoDB answers at a time", async () => {
    const table = new FakeDocuments();
    table.batch = 20;
    const ids = Array.from({ length: pageSize + 10 }, (_, index) => `d${String(index).padStart(3, "0")}`);
    for (const documentId of ids) table.add({ documentId });
    table.add({ documentId: "d000b", owner: "bob" });
    const first = await ask(table, "GET /documents", { as: "ann" });
    const rest = await ask(table, "GET /documents", { as: "ann", queryStringParameters: { after: first.body.next } });
    const listed = [first, rest].map(({ body }) => body.documents.map((one: { documentId: string }) => one.documentId));
    expect(listed).toEqual([ids.slice(0, pageSize), ids.slice(pageSize)]);
    expect(rest.body).not.toHaveProperty("next");
  });

  test("refuses a page that it did not name", async () => {
    const request = { as: "ann", queryStringParameters: { after: "elsewhere" } };
    expect((await ask(new FakeDocuments(), "GET /documents", request)).status).toBe(400);
  });
});

describe("an answer", () => {
  test("describes the caller's errors, and hides the details of internal ones", async () => {
    const seen: unknown[] = [];
    const failing = (error: Error) =>
      answer(
        () => Promise.reject(error),
        (reported) => seen.push(reported),
      );
    expect((await failing(new HttpError(409, "Taken"))).statusCode).toBe(409);
    const internal = await failing(new Error("password of the table"));
    expect(internal).toMatchObject({ statusCode: 500, body: '{"message":"Internal error"}' });
    expect(seen).toEqual([new Error("password of the table")]);
  });
});
