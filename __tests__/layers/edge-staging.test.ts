import { describe, expect, test } from "vitest";
import { edgeOf, routeTo } from "../support/edge";
import { environmentOf } from "../support/environment";
import { at } from "../support/synthesis";

const { cdn } = environmentOf("production").presentation;
const routes = {
  chat: routeTo("chat", "services.gateway"),
  search: routeTo("chat", "services.search", { paths: ["/search"] }),
  home: routeTo("www", "site.main", { methods: "read" }),
};
const trial = (attached: boolean, traffic: object) => ({
  attached,
  stickySeconds: 300,
  routes: { "routes.search": { cacheSeconds: 60, methods: "read" as const } },
  ...traffic,
});
const edgeWith = (attached: boolean, traffic: object = { percent: 5 }) =>
  edgeOf({ routes, cdn: { ...cdn, staging: { chat: trial(attached, traffic) } } });

describe("a staging distribution", () => {
  const json = edgeWith(true);
  const { staging_chat: staging, chat, www } = json.resource?.aws_cloudfront_distribution ?? {};

  test("has no name, no HTTP/3, and the certificate, web ACL and origins of its host", () => {
    expect(staging).toMatchObject({ staging: true, http_version: "http2" });
    expect(staging).not.toHaveProperty("aliases");
    expect(staging).not.toHaveProperty("continuous_deployment_policy_id");
    for (const same of ["viewer_certificate", "web_acl_id", "origin", "restrictions", "price_class"]) {
      expect(staging?.[same]).toEqual(chat?.[same]);
    }
    const names = Object.values(json.resource?.aws_route53_record ?? {}).map(({ alias }) =>
      JSON.stringify(alias ?? ""),
    );
    expect(names.join()).not.toContain("staging");
  });

  test("differs in what is tried", () => {
    const [tried] = [staging?.ordered_cache_behavior].flat();
    const [live] = [chat?.ordered_cache_behavior].flat();
    expect(live).toMatchObject({ path_pattern: "/search", cached_methods: ["GET", "HEAD"] });
    expect(tried).toMatchObject({
      path_pattern: "/search",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cache_policy_id: "${aws_cloudfront_cache_policy.keep_route_search_staging.id}",
    });
    expect(staging?.default_cache_behavior).toEqual(chat?.default_cache_behavior);
  });

  test("gets some of the requests of its host, whose other distributions keep HTTP/3", () => {
    expect(at(json, "aws_cloudfront_continuous_deployment_policy.staging_chat")).toMatchObject({
      enabled: true,
      staging_distribution_dns_names: [
        { items: ["${aws_cloudfront_distribution.staging_chat.domain_name}"], quantity: 1 },
      ],
      traffic_config: [
        {
          type: "SingleWeight",
          single_weight_config: [{ weight: 0.05, session_stickiness_config: [{ idle_ttl: 300, maximum_ttl: 3600 }] }],
        },
      ],
    });
    expect(chat).toMatchObject({
      http_version: "http2",
      continuous_deployment_policy_id: "${aws_cloudfront_continuous_deployment_policy.staging_chat.id}",
    });
    expect(www).toMatchObject({ http_version: "http2and3" });
  });

  test("gets none before it is attached, because CloudFront refuses that of a distribution it creates", () => {
    const { resource } = edgeWith(false);
    expect(resource?.aws_cloudfront_distribution?.chat).not.toHaveProperty("continuous_deployment_policy_id");
    expect(resource?.aws_cloudfront_distribution?.chat).toMatchObject({ http_version: "http2" });
  });

  test("may be asked for by a header", () => {
    const byHeader = edgeWith(true, { header: { name: "aws-cf-cd-try", value: "yes" } });
    expect(at(byHeader, "aws_cloudfront_continuous_deployment_policy.staging_chat").traffic_config).toEqual([
      { type: "SingleHeader", single_header_config: [{ header: "aws-cf-cd-try", value: "yes" }] },
    ]);
  });
});
