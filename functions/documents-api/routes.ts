import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod/mini";
import { type Document, type Documents, isPlace, objectKeyOf } from "../shared/documents";
import { HttpError, json, type Response } from "../shared/responses";

/** What of a request the routes look at. Routes without sign-in have no authorizer. */
export type Request = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  "routeKey" | "pathParameters" | "queryStringParameters" | "body" | "isBase64Encoded"
> & { readonly requestContext: Partial<Pick<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"], "authorizer">> };

/** What the routes work with. */
export interface Services {
  readonly documents: Documents;
  /** Makes a URL that takes one upload: these bytes, of this type, to this key. */
  readonly uploadUrl: (key: string, document: Document) => Promise<string>;
  readonly now: () => Date;
  /** Version of the function that runs. */
  readonly version: string;
}

/** Largest upload, in bytes: 100 MiB. */
export const largestUpload = 100 * 1024 * 1024;

const newDocument = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  contentType: z.string().check(z.regex(/^[\w.+-]+\/[\w.+-]+$/), z.maxLength(100)),
  sizeBytes: z.int().check(z.positive(), z.maximum(largestUpload)),
});

type Route = (request: Request, services: Services) => Promise<Response>;

/** Every route, by the key that the HTTP API gives it. */
export const routes: Readonly<Record<string, Route>> = {
  "GET /health": async () => json(200, { status: "ok" }),

  "GET /version": async (_, { version }) => json(200, { version }),

  "GET /documents": async (request, { documents }) => {
    const { after } = request.queryStringParameters ?? {};
    if (after !== undefined && !isPlace(after)) throw new HttpError(400, "after: expected `next` of the page before");
    return json(200, await documents.ownedBy(ownerOf(request), after));
  },

  "POST /documents": async (request, { documents, uploadUrl, now }) => {
    const document: Document = {
      ...parsed(request),
      documentId: randomUUID(),
      version: 1,
      owner: ownerOf(request),
      status: "awaiting-upload",
      createdAt: now().toISOString(),
    };
    const url = await uploadUrl(objectKeyOf(document.documentId, document.version), document);
    await documents.create(document);
    return json(201, { document, upload: { method: "PUT", url, headers: { "content-type": document.contentType } } });
  },

  "GET /documents/{documentId}": async (request, { documents }) => {
    const document = await documents.latest(request.pathParameters?.documentId ?? "");
    // Whether another owner has such a document is none of the caller's business.
    if (document?.owner !== ownerOf(request)) throw new HttpError(404, "There is no such document");
    return json(200, { document });
  },
};

/** Who signed in. The API checks the token; a route that asks without sign-in is an error of its configuration. */
function ownerOf({ requestContext }: Request): string {
  const subject = requestContext.authorizer?.jwt.claims.sub;
  if (typeof subject !== "string" || subject === "") throw new HttpError(401, "Sign in first");
  return subject;
}

function parsed({ body, isBase64Encoded }: Request) {
  const text = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString();
  const result = newDocument.safeParse(fromJson(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HttpError(400, `${issue?.path.join(".") || "body"}: ${issue?.message}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "body: expected JSON");
  }
}
