import type { APIGatewayProxyEvent } from "aws-lambda";
import { type Document, type Documents, isPlace } from "../shared/documents";
import { HttpError, json, type Response } from "../shared/responses";

/** What of a request the routes look at. */
export type Request = Pick<
  APIGatewayProxyEvent,
  "httpMethod" | "resource" | "pathParameters" | "queryStringParameters"
>;

/** What partners see of a document. */
function published({ documentId, version, title, contentType, sizeBytes, storedAt }: Document) {
  return { documentId, version, title, contentType, sizeBytes, storedAt };
}

const isStored = ({ status }: Document) => status === "stored";

/** Answers a request of a partner. Documents without content are not there yet. */
export async function handle(request: Request, documents: Documents): Promise<Response> {
  switch (`${request.httpMethod} ${request.resource}`) {
    case "GET /documents": {
      const { owner, after } = request.queryStringParameters ?? {};
      if (!owner) throw new HttpError(400, "owner: expected whose documents");
      if (after && !isPlace(after)) throw new HttpError(400, "after: expected `next` of the page before");
      const page = await documents.ownedBy(owner, after);
      return json(200, { documents: page.documents.filter(isStored).map(published), next: page.next });
    }
    case "GET /documents/{documentId}": {
      const document = await documents.latest(request.pathParameters?.documentId ?? "");
      if (!document || !isStored(document)) throw new HttpError(404, "There is no such document");
      return json(200, { document: published(document) });
    }
    default:
      throw new HttpError(404, "There is no such operation");
  }
}
