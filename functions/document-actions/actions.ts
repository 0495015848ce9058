import { type Document, type Documents, isPlace } from "../shared/documents";

/** What Bedrock calls the function of an agent with, as far as it is looked at. */
export interface ActionRequest {
  readonly actionGroup: string;
  /** As in "/documents/{documentId}". */
  readonly apiPath: string;
  readonly httpMethod: string;
  /** What the model has filled in. */
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
  /** What the caller of the agent has said of the conversation. The model does not see it and cannot change it. */
  readonly sessionAttributes?: Readonly<Record<string, string>>;
}

/** What the function answers (docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html). */
export interface ActionResponse {
  readonly messageVersion: "1.0";
  readonly response: {
    readonly actionGroup: string;
    readonly apiPath: string;
    readonly httpMethod: string;
    readonly httpStatusCode: number;
    readonly responseBody: { readonly "application/json": { readonly body: string } };
  };
}

/** Longest answer, in bytes of UTF-8: Bedrock takes 25 KB of a function. */
const longestAnswer = 24_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Does what an agent asks for, only with documents of the user that it talks to. */
export async function act(request: ActionRequest, documents: Documents): Promise<ActionResponse> {
  const { status, body } = await answerTo(request, documents);
  const { actionGroup, apiPath, httpMethod } = request;
  const text = JSON.stringify(body);
  const fits = Buffer.byteLength(text) <= longestAnswer;
  return {
    messageVersion: "1.0",
    response: {
      actionGroup,
      apiPath,
      httpMethod,
      httpStatusCode: fits ? status : 413,
      responseBody: {
        "application/json": { body: fits ? text : JSON.stringify({ message: "The answer is too long" }) },
      },
    },
  };
}

async function answerTo(request: ActionRequest, documents: Documents): Promise<Answer> {
  const owner = request.sessionAttributes?.owner;
  if (!owner) return { status: 401, body: { message: "Nobody is signed in to this conversation" } };
  const parameter = (name: string) => request.parameters?.find((one) => one.name === name)?.value;

  switch (`${request.httpMethod} ${request.apiPath}`) {
    case "GET /documents": {
      const after = parameter("after");
      if (after !== undefined && !isPlace(after)) {
        return { status: 400, body: { message: "after: expected next of the list before" } };
      }
      const page = await documents.ownedBy(owner, after);
      return { status: 200, body: { ...page, documents: page.documents.map(listed) } };
    }
    case "GET /documents/{documentId}": {
      const document = await documents.latest(parameter("documentId") ?? "");
      // Whether another owner has such a document is none of the asker's business.
      if (document?.owner !== owner) return { status: 404, body: { message: "There is no such document" } };
      const { contentType, sizeBytes, summary } = document;
      return { status: 200, body: { ...listed(document), contentType, sizeBytes, summary: summary?.text } };
    }
    default:
      return { status: 404, body: { message: "There is no such action" } };
  }
}

function listed({ documentId, title, status, createdAt }: Document) {
  return { documentId, title, status, createdAt };
}
