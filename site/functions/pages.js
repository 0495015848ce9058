// Runs in CloudFront Functions (cloudfront-js-2.0) before the cache, for requests of pages.

/** A folder is its index.html, and a page may be asked for without its ending: no page has two addresses. */
function handler(event) {
  const request = event.request;
  const last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") {
    request.uri += "index.html";
  } else if (last.indexOf(".") < 0) {
    request.uri += ".html";
  }
  return request;
}
