/** What both kinds of APIs take from a function. */
export interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function json(statusCode: number, body: unknown): Response {
  return {
    statusCode,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}

/** An error that the caller can do something about. Others become a 500 that says nothing. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Answers a request, errors included. @param report gets the errors that are not the caller's */
export async function answer(handle: () => Promise<Response>, report: (error: unknown) => void): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof HttpError) return json(error.statusCode, { message: error.message });
    report(error);
    return json(500, { message: "Internal error" });
  }
}
