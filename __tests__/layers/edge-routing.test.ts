import { describe, expect, test } from "vitest";
import { covers } from "../../modules/routing/path-patterns";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf } from "../support/application";
import { edgeOf, routeTo } from "../support/edge";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";

/** As much of a behavior as decides who answers. */
interface Behavior {
  readonly path_pattern?: string;
  readonly target_origin_id: string;
  readonly allowed_methods: readonly string[];
  readonly function_association?: readonly { readonly function_arn: string }[];
}

interface Distribution {
  readonly aliases: readonly string[];
  readonly default_cache_behavior: Behavior;
  readonly ordered_cache_behavior?: readonly Behavior[];
}

interface ListenerRule {
  readonly priority: number;
  readonly condition: readonly {
    readonly host_header?: { readonly values: readonly string[] };
    readonly path_pattern?: { readonly values: readonly string[] };
    readonly http_header?: { readonly values: readonly string[] };
  }[];
  readonly action: readonly { readonly target_group_arn?: string }[];
}

/** The request line `<method> https://<host><path>`, with `+ws` for an upgrade. */
function answerOf(json: StackJson, line: string): string {
  const [, method = "", host = "", path = "", upgrade] = /^(\w+) (\S+?)(\/\S*)( \+ws)?$/.exec(line) ?? [];
  const distributions = Object.values(json.resource?.aws_cloudfront_distribution ?? {}) as unknown as Distribution[];
  const distribution = distributions.find(({ aliases }) => aliases.includes(host));
  if (!distribution) return "nobody";
  const behavior =
    distribution.ordered_cache_behavior?.find(({ path_pattern = "" }) => covers(path_pattern, path)) ??
    distribution.default_cache_behavior;
  if (!behavior.allowed_methods.includes(method)) return "403 of CloudFront";
  const functions = behavior.function_association?.map(({ function_arn }) => function_arn).join() ?? "";
  if (upgrade && functions.includes("requests")) return "400 of the function";
  if (behavior.target_origin_id !== "services") return behavior.target_origin_id;
  const rules = Object.values(json.resource?.aws_lb_listener_rule ?? {}) as unknown as ListenerRule[];
  const rule = [...rules]
    .sort((a, b) => a.priority - b.priority)
    .find(({ condition }) =>
      condition.every(
        ({ host_header, path_pattern }) =>
          (!host_header || host_header.values.includes(host)) &&
          (!path_pattern || path_pattern.values.some((pattern) => covers(pattern, path))),
      ),
    );
  return (
    /target_group_arns\.([\w-]+)\}/.exec(rule?.action[0]?.target_group_arn ?? "")?.[1] ?? "404 of the load balancer"
  );
}

const built = (routes: Parameters<typeof edgeOf>[0]["routes"]) => edgeOf({ routes });

const routes = {
  home: routeTo("www", "site.main", { methods: "read" }),
  docs: routeTo("www", "services.search", { paths: ["/search", "/search/*"], methods: "read" }),
  chat: routeTo("chat", "services.gateway", { webSocket: true }),
  admin: routeTo("chat", "services.admin", { paths: ["/admin/*"] }),
  avatar: routeTo("chat", "services.search", { paths: ["/users/*/avatar"] }),
  scores: routeTo("chat", "models.propensity", { paths: ["/scores/*"] }),
};
const json = built(routes);

describe("a request", () => {
  test.each([
    ["GET www.test.example.com/", "pages"],
    ["GET www.test.example.com/about", "pages"],
    ["POST www.test.example.com/about", "403 of CloudFront"],
    ["GET www.test.example.com/search", "search"],
    ["GET www.test.example.com/search/all", "search"],
    ["GET www.test.example.com/searching", "pages"],
    ["POST www.test.example.com/search", "403 of CloudFront"],
    ["GET chat.test.example.com/", "gateway"],
    ["POST chat.test.example.com/messages", "gateway"],
    ["GET chat.test.example.com/live +ws", "gateway"],
    ["GET chat.test.example.com/admin/live +ws", "400 of the function"],
    ["GET chat.test.example.com/admin/users", "admin"],
    ["GET chat.test.example.com/admin", "gateway"],
    ["POST chat.test.example.com/scores/orders", "model-scores"],
    ["GET chat.test.example.com/scores/orders +ws", "400 of the function"],
    ["GET chat.test.example.com/users/7/avatar", "search"],
    ["GET chat.test.example.com/users/7/avatar/large", "gateway"],
    ["GET api.test.example.com/", "nobody"],
  ])("%s is answered by %s", (line, expected) => {
    expect(answerOf(json, line)).toBe(expected);
  });
});

test("one more route changes no other rule, and no other distribution", () => {
  const more = built({
    ...routes,
    reports: routeTo("reports", "services.search"),
    tools: routeTo("chat", "services.admin", { paths: ["/tools"] }),
  });
  const rulesOf = ({ resource }: StackJson) => resource?.aws_lb_listener_rule ?? {};
  for (const [id, rule] of Object.entries(rulesOf(json))) expect(rulesOf(more)[id]).toEqual(rule);
  expect(more.resource?.aws_cloudfront_distribution?.www).toEqual(json.resource?.aws_cloudfront_distribution?.www);
});

describe("the origin", () => {
  const conditions = (stack: StackJson) =>
    (Object.values(stack.resource?.aws_lb_listener_rule ?? {}) as unknown as ListenerRule[]).map(
      ({ condition }) => condition,
    );

  test("is internal, and reached through a VPC origin, where no environment recovers this one", () => {
    expect(json.resource?.aws_lb?.edge).toMatchObject({ internal: true });
    expect(Object.keys(json.resource?.aws_cloudfront_vpc_origin ?? {})).toEqual(["services"]);
    expect(
      conditions(json)
        .flat()
        .some(({ http_header }) => http_header),
    ).toBe(false);
    expect(json.data?.aws_secretsmanager_secret_version).toBeUndefined();
  });

  test("answers nothing but health checks without the secret where one does", () => {
    const { presentation, security } = environmentOf("production");
    const environment = environmentOf("production", {
      application: applicationOf({ gateway: {} }),
      recovery: { region: "us-west-2", strategy: "warm-standby", objectives: {} },
      security: {
        ...security,
        secrets: {
          ...security.secrets,
          generated: { "edge-origin-key": { application: "edge", description: "Sent by CloudFront" } },
        },
      },
      presentation: {
        ...presentation,
        zone: { ...presentation.zone, delegated: true },
        routes: { chat: routeTo("chat", "services.gateway") },
        health: { ...presentation.health, checks: { chat: { of: "routes.chat", path: "/health" } } },
      },
    });
    const stack = layerOf("presentation", environment)("test");
    expect(stack.resource?.aws_lb?.edge).toMatchObject({ internal: false });
    const { route_chat, health_chat, ...others } = (stack.resource?.aws_lb_listener_rule ?? {}) as unknown as Record<
      string,
      ListenerRule
    >;
    expect(others).toEqual({});
    const value = (version: string) =>
      `\${data.aws_secretsmanager_secret_version.origin_secret_${version}.secret_string}`;
    expect(route_chat?.condition).toContainEqual({
      http_header: { http_header_name: "x-origin-secret", values: [value("current"), value("previous")] },
    });
    expect(health_chat?.condition).toEqual([
      { host_header: { values: ["${aws_lb.edge.dns_name}"] } },
      { path_pattern: { values: ["/health"] } },
      { http_request_method: { values: ["GET"] } },
    ]);
    const [origin] = (stack.resource?.aws_cloudfront_distribution?.chat?.origin ?? []) as {
      domain_name: string;
      custom_header: object[];
    }[];
    expect(origin).toMatchObject({
      domain_name: "origin.test.example.com",
      custom_header: [{ name: "x-origin-secret", value: value("current") }],
    });
  });
});

test("without a delegated domain there is a zone, and nothing that waits for a certificate", () => {
  const { presentation } = environmentOf("production");
  const environment = environmentOf("production", {
    application: applicationOf({ gateway: {} }),
    presentation: { ...presentation, routes },
  });
  const stack = layerOf("presentation", environment)("test");
  expect(stack.output?.name_servers?.value).toBe("${aws_route53_zone.public.name_servers}");
  const types = Object.keys(stack.resource ?? {});
  for (const type of ["aws_acm_certificate", "aws_lb", "aws_cloudfront_distribution", "aws_route53_health_check"]) {
    expect(types).not.toContain(type);
  }
});
