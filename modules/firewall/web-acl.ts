import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { capacityOf } from "./capacity";
import { webAclCapacity } from "./managed-groups";
import type { FirewallRule } from "./rules";

export interface WebAclProps {
  readonly site: Site;
  /** What it protects, as in "edge"; part of its name. */
  readonly purpose: string;
  /** CLOUDFRONT for distributions, in us-east-1; REGIONAL for load balancers and APIs. */
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  /** In the order in which they look at a request. */
  readonly rules: readonly FirewallRule[];
  /** KiB of a body that rules look at; more costs more. Load balancers take no other than 8. @default 16, or 8 */
  readonly inspectedBodyKiB?: 16 | 32 | 48 | 64;
  /** Of us-east-1, where the site has no key for logs. @default the stack is there */
  readonly provider?: AwsProvider;
}

/** Headers that sign people in: they are not in the logs. */
export const redactedHeaders = ["authorization", "cookie", "x-api-key", "x-origin-secret"];

/**
 * A firewall that lets through what no rule refuses. It logs what rules found, without cookies and tokens, and samples no
 * requests: samples hold both.
 */
export class WebAcl extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly logGroupName: string;

  /** @throws Error when the rules take more than WAF has */
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { site, purpose, rules, provider, inspectedBodyKiB } = props;
    const capacity = capacityOf(rules);
    if (capacity > webAclCapacity.most) {
      throw new Error(`The web ACL ${purpose}: expected at most ${webAclCapacity.most} WCU, got ${capacity}.`);
    }
    this.name = site.names.of("web-acl", purpose);
    const acl = new Wafv2WebAcl(this, "web-acl", {
      provider,
      name: this.name,
      scope: props.scope,
      defaultAction: { allow: {} },
      rule: rules.map(({ rule }, index) => ({ ...rule, priority: index })),
      ...(inspectedBodyKiB !== undefined && {
        associationConfig: { requestBody: [limitsOf(props.scope, inspectedBodyKiB)] },
      }),
      visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: this.name, sampledRequestsEnabled: false },
    });
    const group = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name: site.names.of("firewall-log-group", purpose),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: provider ? undefined : site.logs.kmsKeyArn,
    });
    new Wafv2WebAclLoggingConfiguration(this, "web-acl-logging-configuration", {
      provider,
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: redactedHeaders.map((name) => ({ singleHeader: { name } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    });
    this.arn = acl.arn;
    this.logGroupName = group.name;
  }
}

function limitsOf(scope: WebAclProps["scope"], kib: number) {
  const limit = { defaultSizeInspectionLimit: `KB_${kib}` };
  return scope === "CLOUDFRONT" ? { cloudfront: limit } : { apiGateway: limit };
}
