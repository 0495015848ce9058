import { describe, expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const size = "size: { cpuMillicores: 250, memoryMiB: 512 }";
const service = (port: number, more = "") => `{ port: ${port}, health: /health, ${more}${size} }`;

/** Dev with an API, two services, and functions with these timeouts. */
const api = (routes: string, { seconds = 15, more = "", services = service(8081) } = {}) =>
  adding(
    "dev",
    `application: { functions: { documents-api: { timeoutSeconds: ${seconds}, memoryMiB: 512 }, ` +
      `partner-api: { timeoutSeconds: ${seconds}, memoryMiB: 512 } }, ` +
      `services: { gateway: ${service(8080)}, search: ${services} }, api: { http: { routes: { ${routes} } }${more} } }`,
  );
const route = (route: string, more = "ratePerSecond: 10", to = "functions.documents-api") =>
  `{ route: "${route}", to: ${to}, ${more} }`;
const partner = (plan: string, file = "functions/partner-api/openapi.yaml") =>
  `, partner: { openapi: ${file}, ratePerSecond: 50, plans: { bronze: ${plan} } }`;
const bronze = "{ ratePerSecond: 5, perMonth: 1000 }";

describe("an API", () => {
  test("without a mistake is accepted", () => {
    const routes = `list: ${route("GET /documents")}, get: ${route("GET /documents/{id}")}, search: ${route("ANY /search/{path+}", "ratePerSecond: 10", "services.search")}`;
    expect(errorsOf(api(routes, { more: partner(bronze) }))).toEqual([]);
  });

  test.each<Case>([
    [
      "that takes more than the account",
      api(`list: ${route("GET /documents", "ratePerSecond: 10001")}`),
      "dev.yaml:15:430 application.api.http.routes.list.ratePerSecond | 10001 | at most 10000, what API Gateway takes of an account |",
    ],
    [
      "that takes more at once than the account",
      api(`list: ${route("GET /documents", "ratePerSecond: 10, burst: 5001")}`),
      "dev.yaml:15:441 application.api.http.routes.list.burst | 5001 | at most 5000, what API Gateway takes of an account |",
    ],
    [
      "with one route twice",
      api(`list: ${route("GET /documents/{id}")}, all: ${route("GET /documents/{documentId}")}`),
      `dev.yaml:15:455 application.api.http.routes.all.route | "GET /documents/{documentId}" | a method and path of no other route: list has them |`,
    ],
    [
      "with a route to a function that is not there",
      api(`list: ${route("GET /documents", "ratePerSecond: 10", "functions.document-api")}`),
      "dev.yaml:15:390 application.api.http.routes.list.to | functions.document-api | a name of the kind functions (documents-api, partner-api) | Did you mean functions.documents-api?",
    ],
    [
      "with a route that waits longer than API Gateway",
      api(`list: ${route("GET /documents")}`, { seconds: 30 }),
      "dev.yaml:15:390 application.api.http.routes.list.to | functions.documents-api | a function with a timeout of at most 29 s: API Gateway waits 30 s, and functions.documents-api may run 30 s |",
    ],
    [
      "with a method that HTTP does not have",
      api(`list: ${route("FETCH /documents")}`),
      `dev.yaml:15:368 application.api.http.routes.list.route | "FETCH /documents" | a method and a path, as in GET /documents/{documentId}, or ANY /files/{path+} | Change it.`,
    ],
    [
      "with two services on one port",
      api(
        `one: ${route("GET /one", "ratePerSecond: 1", "services.gateway")}, two: ${route("GET /two", "ratePerSecond: 1", "services.search")}`,
        { services: service(8080) },
      ),
      "dev.yaml:15:451 application.api.http.routes.two.to | services.search | a service whose port no other routed service has: services.gateway has port 8080 too |",
    ],
    [
      "with a service that speaks gRPC",
      api(`one: ${route("GET /one", "ratePerSecond: 1", "services.search")}`, {
        services: service(8081, "protocol: grpc, "),
      }),
      "dev.yaml:15:399 application.api.http.routes.one.to | services.search | a service with protocol http1: HTTP APIs support no other protocol |",
    ],
    [
      "whose plan gives a partner more than all have",
      api("", { more: partner("{ ratePerSecond: 51, perMonth: 1000 }") }),
      "dev.yaml:15:468 application.api.partner.plans.bronze.ratePerSecond | 51 | at most 50, that of the API |",
    ],
    [
      "without its document",
      api("", { more: partner(bronze, "functions/partner-api/missing.yaml") }),
      "dev.yaml:15:379 application.api.partner.openapi | functions/partner-api/missing.yaml | an OpenAPI document in YAML: there is no such file |",
    ],
  ])("%s is refused", tells);

  test("with an operation that no function answers is refused, at its place in the document", () => {
    const without = adding(
      "dev",
      `application: { api: { partner: { openapi: functions/partner-api/openapi.yaml, plans: { bronze: ${bronze} } } } }`,
    );
    expect(errorsOf(without)).toEqual([
      expect.stringMatching(
        /^functions\/partner-api\/openapi\.yaml:\d+:\d+ GET \/documents \| partner-api \| an x-function/,
      ),
      expect.stringMatching(/openapi\.yaml:\d+:\d+ GET \/documents\/\{documentId\} \|/),
    ]);
  });

  test("with an operation whose function runs longer than API Gateway waits is refused, at its place in the document", () => {
    const slow = adding(
      "dev",
      `application: { functions: { partner-api: { timeoutSeconds: 30, memoryMiB: 512 } }, api: { partner: { openapi: functions/partner-api/openapi.yaml, plans: { bronze: ${bronze} } } } }`,
    );
    const [first = "", ...others] = errorsOf(slow);
    expect(first).toMatch(
      /^functions\/partner-api\/openapi\.yaml:\d+:\d+ GET \/documents \| partner-api with 30 s \| a function with a timeout of at most 29 s \|/,
    );
    expect(others).toHaveLength(1);
  });
});
