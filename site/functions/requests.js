// Runs in CloudFront Functions (cloudfront-js-2.0) before requests of routes that take no WebSocket connections.

/** CloudFront hands an upgrade on to any target. One that expects none would keep the connection open for it. */
function handler(event) {
  const request = event.request;
  if (request.headers["sec-websocket-key"] || request.headers["sec-websocket-version"]) {
    return {
      statusCode: 400,
      statusDescription: "Bad Request",
      headers: { "cache-control": { value: "no-store" } },
      body: "This address takes no WebSocket connections.",
    };
  }
  return request;
}
