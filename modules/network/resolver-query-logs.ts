import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";

export interface ResolverQueryLogsProps {
  readonly names: Names;
  readonly vpcId: string;
  readonly kmsKeyArn: string;
  /** Days the log group keeps a query. */
  readonly retentionDays: number;
}

/** Every name that anything in a VPC asks the resolver for. */
export class ResolverQueryLogs extends Construct {
  constructor(scope: Construct, id: string, props: ResolverQueryLogsProps) {
    super(scope, id);
    const { names } = props;
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", "dns-queries"),
      retentionInDays: props.retentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const config = new Route53ResolverQueryLogConfig(this, "config", {
      name: names.of("query-log-config", "dns-queries"),
      destinationArn: group.arn,
    });
    new Route53ResolverQueryLogConfigAssociation(this, "association", {
      resolverQueryLogConfigId: config.id,
      resourceId: props.vpcId,
    });
  }
}
