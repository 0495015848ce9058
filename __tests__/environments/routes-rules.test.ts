import { describe, expect, test } from "vitest";
import { adding, type Case, edit, errorsOf, type Files, tells } from "./fixtures";
import { application, routes } from "./presentation-fixtures";

const edited = ({ dev = "", ...files }: Files, from: string, to: string): Files => ({
  ...files,
  dev: edit(dev, from, to),
});

/** Five routes with twenty paths each. */
const hundred = (to: string) =>
  Array.from({ length: 5 }, (_, route) => {
    const paths = Array.from({ length: 20 }, (_, path) => `/p${route * 20 + path}/*`);
    return `r${route}x: { host: chat, paths: [${paths.join(", ")}], to: ${to}, methods: ${to === "site.main" ? "read" : "write"} }`;
  });

describe("routes", () => {
  test.each<Case>([
    [
      "two of one host with the same path",
      routes("one: { host: chat, to: services.gateway }", "two: { host: chat, to: services.search }"),
      "dev.yaml:19:5 presentation.routes.two.paths[0] | /* | a path that no other route of the host chat has: one has it",
    ],
    [
      "two of which neither says more",
      routes(
        "all: { host: chat, to: services.gateway }",
        "one: { host: chat, paths: [/a/*/c], to: services.gateway }",
        "two: { host: chat, paths: [/a/b/*], to: services.search }",
      ),
      "dev.yaml:20:32 presentation.routes.two.paths[0] | /a/b/* | a path of which either all or none fit /a/*/c: one has that",
    ],
    [
      "a path of the same route within another",
      routes("all: { host: chat, paths: [/*, /a], to: services.gateway }"),
      "dev.yaml:18:36 presentation.routes.all.paths[1] | /a | a path that no other of the route has in it",
    ],
    [
      "a host some of whose paths lead nowhere",
      routes("one: { host: chat, paths: [/a/*], to: services.gateway }"),
      "dev.yaml:18:18 presentation.routes.one.host | chat | a route of the host chat with the path /*",
    ],
    [
      "a host of the platform itself",
      routes("one: { host: origin, to: services.gateway }"),
      "dev.yaml:18:18 presentation.routes.one.host | origin | a host that the platform does not have itself",
    ],
    [
      "a host outside the domain",
      routes("one: { host: www.example.org, to: services.gateway }"),
      "dev.yaml:18:18 presentation.routes.one.host | www.example.org | the first part of a name below `domain`, as in www",
    ],
    [
      "WebSocket connections to pages",
      routes("one: { host: www, to: site.main, methods: read, webSocket: true }"),
      "dev.yaml:18:64 presentation.routes.one.webSocket | true | false, unless a service answers",
    ],
    [
      "what is sent to a page",
      routes("one: { host: www, to: site.main, methods: write }"),
      "dev.yaml:18:47 presentation.routes.one.methods | write | read: nothing takes what is sent to a page",
    ],
    [
      "an API that is not there",
      routes("one: { host: partner, to: api.partner }"),
      "dev.yaml:18:31 presentation.routes.one.to | api.partner | an API that is there: application.api.partner is not",
    ],
    [
      "a service that is not there",
      routes("one: { host: chat, to: services.gatway }"),
      "dev.yaml:18:28 presentation.routes.one.to | services.gatway | a name of the kind services",
    ],
    [
      "a rate that WAF does not count",
      routes("one: { host: chat, to: services.gateway, ratePer5Minutes: 5 }"),
      "dev.yaml:18:63 presentation.routes.one.ratePer5Minutes | 5 | 10 to 2000000000 requests",
    ],
  ])("%s", tells);

  const model = `ai: { features: { customer: { description: What a customer did., recordId: id, eventTime: at, features: { orders: { type: integer } } } }, models: { churn: { description: Predicts orders., learnsFrom: features.customer, inputs: [orders], label: { feature: orders, atLeast: 1, afterDays: 30 }, approval: { metric: auc, atLeast: 0.7 }, monitors: { explainability: false } } } }`;
  const users =
    "functions: { documents-api: { timeoutSeconds: 15, memoryMiB: 512 } }, api: { http: { routes: { list: { route: GET /, to: functions.documents-api, ratePerSecond: 1 } } } }, services";
  const scored = (more: string, withUsers = true, serving = "") => {
    const text = [model, ...["presentation:", "  routes:", `    one: { host: chat, to: models.churn${more} }`]].join(
      "\n",
    );
    return adding(
      "dev",
      `${withUsers ? application.replace("services", users) : application}\n${serving ? text.replace("churn: { desc", `churn: { serving: { ${serving} }, desc`) : text}`,
    );
  };

  test("do not lead to a model that pods serve", () => {
    // What else such a model lacks is for the rules of the ai layer.
    expect(errorsOf(scored("", true, "on: eks"))).toContainEqual(
      expect.stringContaining(
        "dev.yaml:19:28 presentation.routes.one.to | models.churn | a model with an endpoint of SageMaker: pods serve this one",
      ),
    );
  });

  test("lead to models", () => {
    expect(errorsOf(scored(""))).toEqual([]);
  });

  test.each<Case>([
    [
      "a model that is not there",
      edited(scored(""), "to: models.churn", "to: models.chrun"),
      "dev.yaml:19:28 presentation.routes.one.to | models.chrun | a name of the kind models",
    ],
    [
      "a model that only answers questions",
      scored(", methods: read"),
      "dev.yaml:19:51 presentation.routes.one.methods | read | write: a model takes POST alone",
    ],
    [
      "predictions that are kept",
      scored(", cacheSeconds: 60"),
      "dev.yaml:19:56 presentation.routes.one.cacheSeconds | 60 | none: a model answers each request",
    ],
    [
      "a model without users who may ask it",
      scored("", false),
      "dev.yaml:19:28 presentation.routes.one.to | models.churn | a model where application.api.http has routes",
    ],
    [
      "a model that answers later",
      scored("", true, "mode: asynchronous"),
      "dev.yaml:19:28 presentation.routes.one.to | models.churn | a model that answers at once",
    ],
  ])("not to %s", tells);

  test.each<Case>([
    [
      "a host that no certificate covers",
      routes(`one: { host: ${"a".repeat(50)}, to: services.gateway }`),
      `dev.yaml:18:18 presentation.routes.one.host | ${"a".repeat(50)} | a host with a name of at most 64 characters`,
    ],
    [
      "more paths of a host than CloudFront takes",
      routes("all: { host: chat, to: services.gateway }", ...hundred("site.main").slice(0, 4)),
      "dev.yaml:22:5 presentation.routes.r3x | 81 | at most 75 paths of one host: CloudFront takes as many",
    ],
    [
      "more hosts than a listener has certificates",
      routes(...Array.from({ length: 26 }, (_, index) => `h${index}x: { host: h${index}, to: services.gateway }`)),
      "dev.yaml:43:5 presentation.routes.h25x | 26 | at most 25 hosts of services: a listener has as many certificates",
    ],
  ])("%s", tells);

  test("more paths than a listener has rules", () => {
    const files = routes("all: { host: chat, to: services.gateway }", ...hundred("services.gateway"));
    expect(errorsOf(files)).toContainEqual(
      expect.stringMatching(
        /dev\.yaml:23:5 presentation\.routes\.r4x \| 101 \| at most 90 paths that lead to services: a listener has as many rules/,
      ),
    );
  });
});
