import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface ResolverQueryLogsProps {
  readonly site: Site;
  readonly vpcId: string;
}

/** Every name that anything in a VPC asks the resolver for. */
export class ResolverQueryLogs extends Construct {
  constructor(scope: Construct, id: string, { site, vpcId }: ResolverQueryLogsProps) {
    super(scope, id);
    const { names, logs } = site;
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", "dns-queries"),
      retentionInDays: logs.retentionDays,
      kmsKeyId: logs.kmsKeyArn,
    });
    const config = new Route53ResolverQueryLogConfig(this, "config", {
      name: names.of("query-log-config", "dns-queries"),
      destinationArn: group.arn,
    });
    new Route53ResolverQueryLogConfigAssociation(this, "association", {
      resolverQueryLogConfigId: config.id,
      resourceId: vpcId,
    });
  }
}
