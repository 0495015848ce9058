import { describe, expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const account = "account: { route: GET /account, to: functions.documents-api, signIn: false, ratePerSecond: 5 }";
const documents = 'documents: { route: "GET /documents/{id}", to: functions.documents-api, ratePerSecond: 5 }';
const upload = "upload: { route: POST /documents, to: functions.documents-api, ratePerSecond: 5 }";
const functions = "functions: { documents-api: { timeoutSeconds: 5, memoryMiB: 256 } }";
const api = `api: { http: { routes: { ${account}, ${documents}, ${upload} } } }`;
const edge =
  "presentation: { routes: { api: { host: api, to: api.http }, home: { host: www, to: site.main, methods: read } } }";

/** Dev with one smoke test, in line 16. */
const asking = (smokeTest: string) =>
  adding("dev", `${edge}\napplication: { delivery: { smokeTests: { t1: ${smokeTest} } }, ${functions}, ${api} }`);

describe("a smoke test", () => {
  test.each([
    "{ host: api, path: /account, status: 404 }",
    "{ host: api, path: /documents/12, status: 401 }",
    "{ host: www }",
  ])("of what a route leads to is taken: %s", (smokeTest) => {
    expect(errorsOf(asking(smokeTest))).toEqual([]);
  });

  test.each<Case>([
    [
      "of a host without a route",
      asking("{ host: apis, path: /account }"),
      "dev.yaml:16:54 application.delivery.smokeTests.t1.host | apis | a host of presentation.routes (api, www) | Did you mean api?",
    ],
    [
      "of a path that the API does not know",
      asking("{ host: api, path: /accounts }"),
      "dev.yaml:16:65 application.delivery.smokeTests.t1.path | /accounts | a path that api.http answers to GET: the test would fail and roll back every delivery |",
    ],
    [
      "of a path that the API knows by another method",
      asking("{ host: api, path: /documents }"),
      "dev.yaml:16:65 application.delivery.smokeTests.t1.path | /documents |",
    ],
    [
      "of a path below one that the API knows",
      asking("{ host: api, path: /documents/12/pages }"),
      "dev.yaml:16:65 application.delivery.smokeTests.t1.path |",
    ],
    [
      "that expects an answer of a route which asks for a token",
      asking("{ host: api, path: /documents/12, status: 200 }"),
      "dev.yaml:16:88 application.delivery.smokeTests.t1.status | 200 | 401: the route asks for a token, and a smoke test has none | Set it to 401.",
    ],
  ])("%s", tells);
});
