import type { Block } from "../../../synthesized/stack";
import { casesOf } from "./case";

const stack = (resources: Readonly<Record<string, Block>>) => ({ "prod-presentation": { resources } });
const origin = (changes: Block): Block => ({
  custom_origin_config: { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"], ...changes },
});
const rule = (name: string, cloudwatch_metrics_enabled: boolean): Block => ({
  name,
  visibility_config: { cloudwatch_metrics_enabled },
});
const policy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export const edge = casesOf("STRATA045", [
  {
    name: "current TLS",
    stacks: stack({
      "aws_cloudfront_distribution.www": {
        viewer_certificate: { acm_certificate_arn: "arn", ssl_support_method: "sni-only" },
        origin: [origin({}), { origin_access_control_id: "pages" }],
      },
      "aws_lb_listener.https": { protocol: "HTTPS", ssl_policy: policy },
      "aws_lb_listener.http": { protocol: "HTTP", default_action: [{ type: "redirect" }] },
      "aws_wafv2_web_acl.edge": { rule: [rule("rate", true)] },
    }),
    finds: [],
  },
  {
    name: "a distribution that speaks what it should not",
    stacks: stack({
      "aws_cloudfront_distribution.www": {
        viewer_certificate: { acm_certificate_arn: "arn", ssl_support_method: "vip" },
        origin: [
          origin({ origin_protocol_policy: "match-viewer" }),
          origin({ origin_ssl_protocols: ["SSLv3", "TLSv1.2"] }),
        ],
      },
    }),
    finds: ["answers TLS by vip", "speaks SSLv3 with an origin", "asks an origin by HTTP"],
    breaks: {
      "CloudFront.8": "answers TLS by vip",
      "CloudFront.9": "asks an origin by HTTP",
      "CloudFront.10": "speaks SSLv3 with an origin",
    },
  },
  {
    name: "listeners of old",
    stacks: stack({
      "aws_lb_listener.old": { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" },
      "aws_lb_listener.plain": { protocol: "HTTP", default_action: [{ type: "forward" }] },
    }),
    finds: [
      "aws_lb_listener.old: has the security policy ELBSecurityPolicy-2016-08",
      "aws_lb_listener.plain: takes requests by HTTP",
    ],
    breaks: { "ELB.17": "has the security policy", "ELB.18": "takes requests by HTTP" },
  },
  {
    name: "web ACLs that say nothing",
    stacks: stack({
      "aws_wafv2_web_acl.empty": { name: "empty" },
      "aws_wafv2_web_acl.silent": { rule: [rule("rate", true), rule("size", false)] },
    }),
    finds: ["aws_wafv2_web_acl.empty: has no rules", "aws_wafv2_web_acl.silent: counts nothing of its rule size"],
    breaks: { "WAF.10": "has no rules", "WAF.12": "counts nothing of its rule size" },
  },
]);
