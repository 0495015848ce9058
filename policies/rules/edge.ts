import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** Security policies without TLS before 1.2, and without ciphers that AWS advises against, as of November 2026. */
const recommended = /^ELBSecurityPolicy-TLS13-1-(2|2-Res|3)-2021-06$/;

const oldProtocols = ["SSLv3", "TLSv1", "TLSv1.1"];

/** What a distribution speaks that it should not. */
function distributionErrors({ block }: Resource): string[] {
  const certificate = valueAt(block, "viewer_certificate.acm_certificate_arn");
  const support = valueAt(block, "viewer_certificate.ssl_support_method");
  const protocols = valuesAt(block, "origin.custom_origin_config.origin_ssl_protocols");
  const old = oldProtocols.filter((protocol) => protocols.includes(protocol));
  const plain = valuesAt(block, "origin.custom_origin_config.origin_protocol_policy").some(
    (policy) => policy !== "https-only",
  );
  return [
    ...(certificate !== undefined && support !== "sni-only" ? [`answers TLS by ${support ?? "no method"}`] : []),
    ...(old.length > 0 ? [`speaks ${old.join(", ")} with an origin`] : []),
    ...(plain ? ["asks an origin by HTTP"] : []),
  ];
}

/** What a listener takes that it should not: HTTP that it does not redirect, and old TLS. */
function listenerErrors({ block }: Resource): string[] {
  const redirects = valuesAt(block, "default_action.type").every((type) => type === "redirect");
  if (block.protocol === "HTTP") return redirects ? [] : ["takes requests by HTTP"];
  if (block.protocol !== "HTTPS" || recommended.test(String(block.ssl_policy))) return [];
  return [`has the security policy ${block.ssl_policy ?? "of 2016"}`];
}

/** What a web ACL would not record. */
function webAclErrors({ block }: Resource): string[] {
  const rules = valuesAt(block, "rule");
  const silent = rules.filter((rule) => valueAt(rule, "visibility_config.cloudwatch_metrics_enabled") !== true);
  return [
    ...(rules.length === 0 ? ["has no rules"] : []),
    ...silent.map((rule) => `counts nothing of its rule ${valueAt(rule, "name")}`),
  ];
}

export const edge: Rule = {
  id: "STRATA045",
  title: "What users reach requires current TLS, and its web ACLs count what they refuse",
  severity: "medium",
  control: "FSBP CloudFront.8, CloudFront.9, CloudFront.10, ELB.17, ELB.18, WAF.10, WAF.12",
  cause:
    "Others can decrypt old protocols. A rule without metrics hides attacks, and hides that it blocks legitimate requests.",
  fix: "Build them with modules/cdn, modules/load-balancing and modules/firewall.",
  check: (platform) => [
    ...findingsOf(platform, "aws_cloudfront_distribution", distributionErrors),
    ...findingsOf(platform, "aws_lb_listener", listenerErrors),
    ...findingsOf(platform, "aws_wafv2_web_acl", webAclErrors),
  ],
};
