import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53QueryLog } from "@cdktf/provider-aws/lib/route53-query-log";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

export interface QueryLogsProps {
  readonly site: Site;
  readonly zoneId: string;
  /** Of us-east-1, where the site has no key for logs. @default the stack is there */
  readonly provider?: AwsProvider;
}

/**
 * What the world asks a public zone for. Route 53 writes to us-east-1 alone
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html).
 */
export class QueryLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { site, zoneId, provider }: QueryLogsProps) {
    super(scope, id);
    const { names, account, logs } = site;
    const name = names.of("log-group", "public-dns-queries");
    const group = new CloudwatchLogGroup(this, "log-group", {
      provider,
      name,
      retentionInDays: logs.retentionDays,
      kmsKeyId: provider ? undefined : logs.kmsKeyArn,
    });
    const policy = new CloudwatchLogResourcePolicy(this, "policy", {
      provider,
      policyName: names.of("log-delivery", "public-dns-queries"),
      policyDocument: policyDocument([
        {
          sid: "DeliverQueryLogs",
          principal: { service: "route53.amazonaws.com" },
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: `arn:aws:logs:us-east-1:${account}:log-group:${name}:*`,
          conditions: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:aws:route53:::hostedzone/${zoneId}` },
          },
        },
      ]),
    });
    new Route53QueryLog(this, "query-log", { zoneId, cloudwatchLogGroupArn: group.arn, dependsOn: [policy] });
    this.logGroupName = name;
  }
}
